/*
 * The shape of a network, the places of its parameters, and the work of a launch.
 *
 * H = HIDDENS, R = TILE_ROWS windows per tile, T = STEPS. The parameters of a network lie in the canonical order of
 * nn.parameter.Parameters. A pack has a place for each trial. A job is one minibatch of one trial.
 */

/* A loop around a barrier has "unroll 1" and a bound that is read, also where it could be a constant. */

/* A kernel whose work-groups take a tile each, and one whose work-items are independent. */
#define OF_TILES kernel __attribute__((reqd_work_group_size(LANES, 1, 1)))
#define OF_ITEMS kernel __attribute__((reqd_work_group_size(EACH, 1, 1)))

/* A function with arrays that shall lie in registers, also if it has several callers. */
#define INLINE inline __attribute__((always_inline))

/* Whether the rows of an array with n columns begin at places from which a device reads four words at once. */
#define IN_FOURS(n) ((n) % 4 == 0)
#define FOUR_AT(p) (*(global const float4 *) (p))

/*
 * Neighbouring work-items take UNITS_TOGETHER units of a row, then the same units of the next rows, and then the next
 * units. So a cache keeps the weights of these units for all rows, also where it cannot keep those of all units.
 */
#define UNIT_OF(task, blocks) ((task) % UNITS_TOGETHER + (task) / UNITS_TOGETHER / (blocks) * UNITS_TOGETHER)
#define BLOCK_OF(task, blocks) ((task) / UNITS_TOGETHER % (blocks))

/* Whether a layer is the first one, which a compiler should know of a single layer. */
#define IS_FIRST(layer) (LAYERS == 1 || (layer) == 0)

/* The weight matrices of one row of a layer: gates x H. */
#define COLUMNS (GATES * HIDDENS)
#define UNITS (TILE_ROWS * HIDDENS)

int inputs_of(SHAPE int layer) { return layer == 0 ? INPUTS : HIDDENS; }

int layer_start(SHAPE int layer) {
  return layer == 0 ? 0 : (INPUTS + HIDDENS + 2) * COLUMNS + (layer - 1) * (2 * HIDDENS + 2) * COLUMNS;
}

int recurrent_start(SHAPE int layer) { return layer_start(shape, layer) + inputs_of(shape, layer) * COLUMNS; }

int input_bias_start(SHAPE int layer) { return recurrent_start(shape, layer) + HIDDENS * COLUMNS; }

int recurrent_bias_start(SHAPE int layer) { return input_bias_start(shape, layer) + COLUMNS; }

int output_start(SHAPE_ONLY) { return layer_start(shape, LAYERS); }

int output_bias_start(SHAPE_ONLY) { return output_start(shape) + OUTPUTS * HIDDENS; }

/* Transposed copies of a trial's weights: recurrent [gate unit][H] of each layer, input [gate unit][H] of each layer
   above the first, output [H][V]. */
int recurrent_copy(SHAPE int layer) { return layer * COLUMNS * HIDDENS; }

int input_copy(SHAPE int layer) { return (LAYERS + layer - 1) * COLUMNS * HIDDENS; }

int output_copy(SHAPE_ONLY) { return (2 * LAYERS - 1) * COLUMNS * HIDDENS; }

#define COPIES (output_copy(shape) + OUTPUTS * HIDDENS)

/* The gate whose input or recurrent weights add to a slot; -1 for none. */
constant int input_gates[] = INPUT_GATES;
constant int recurrent_gates[] = RECURRENT_GATES;

int input_gate(SHAPE int slot) { return input_gates[CELL * 4 + slot]; }

int recurrent_gate(SHAPE int slot) { return recurrent_gates[CELL * 4 + slot]; }

/* The arrays of a step of a layer: gates by slot, hidden states, contents, masked input; each [R][H]. */
#define OF_STEP (SLOTS + 1 + (CELL == LSTM ? 1 : 0) + DROPS)

int step_start(SHAPE int layer, int t) { return (layer * STEPS + t) * OF_STEP * UNITS; }

int hidden_start(SHAPE int layer, int t) { return step_start(shape, layer, t) + SLOTS * UNITS; }

int content_start(SHAPE int layer, int t) { return step_start(shape, layer, t) + (SLOTS + 1) * UNITS; }

int masked_start(SHAPE int layer, int t) { return step_start(shape, layer, t) + (OF_STEP - 1) * UNITS; }

/* The gradient that the output passes to the top layer's states, [T][R][H]. */
int output_gradient_start(SHAPE int t) { return (LAYERS * OF_STEP * STEPS + t) * UNITS; }

/* Arrays of one step on the way back: gradients of the gates summed by parent, and the carry. */
int folded_start(SHAPE int layer) { return (LAYERS * OF_STEP * STEPS + STEPS + layer * (SLOTS + 1)) * UNITS; }

int carry_start(SHAPE int layer) { return folded_start(shape, layer) + SLOTS * UNITS; }

#define TILE_FLOATS ((LAYERS * OF_STEP * STEPS + STEPS + LAYERS * (SLOTS + 1)) * UNITS)

/* The tree of a tile: the number of states per step, then for each step [6][R]. */
#define TREE_INTS (STEPS * (1 + 6 * TILE_ROWS))
#define PARENT 0
#define TOKEN 1
#define COUNT 2
#define FIRST_WINDOW 3
#define STATE 4
#define TARGET 5

int tree_start(SHAPE int t, int array) { return STEPS + (t * 6 + array) * TILE_ROWS; }

/* The tiles of a minibatch, and the first one of a shard. */
int tiles_of(SHAPE int windows) { return IS_ONE_SEQUENCE ? 1 : (windows + TILE_ROWS - 1) / TILE_ROWS; }

int first_tile(int tiles, int shard) { return shard * tiles / SHARDS; }

int steps_of(SHAPE int windows) { return IS_ONE_SEQUENCE ? windows : READ_STEPS; }

int rows_of(SHAPE int windows, int tile) { return IS_ONE_SEQUENCE ? 1 : min(TILE_ROWS, windows - tile * TILE_ROWS); }

/* The tile of a work-group's slot: slot = shard * perShard + i is tile first + i of the shard. -1 for none. */
int tile_of_slot(int tiles, int slot, int first, int perShard) {
  int shard = slot / perShard;
  int tile = first_tile(tiles, shard) + first + slot % perShard;
  return tile < first_tile(tiles, shard + 1) ? tile : -1;
}

/* The windows of a job begin at these places of the data. */
#define STARTS (starts + (size_t) job_index * BATCH)
