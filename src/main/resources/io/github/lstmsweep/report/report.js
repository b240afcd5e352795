"use strict";
// Helps to select, sort, filter and download. The page shows every number without it. It writes texts
// as text only, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  root.classList.add("scripted");
  const SVG = "http://www.w3.org/2000/svg";
  const names = data.columns.map((c) => c[0]);
  const isNumber = data.columns.map((c) => c[1]);
  const make = (tag, text, attributes = {}) => {
    const e = document.createElement(tag);
    if (text) e.textContent = text;
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    return e;
  };

  // The trials of each mark, and the marks that show a trial.
  const trialsOf = new Map();
  const marks = [...document.querySelectorAll("[data-t]")].filter((e) => !e.closest("#trials"));
  for (const mark of marks) trialsOf.set(mark, mark.dataset.t.split(" ").map(Number));

  // ---- What a trial is, in a box beside the pointer or the focus
  const tip = make("div", "", { id: "tip", hidden: "" });
  document.body.append(tip);
  const told = ["status", ...names.filter((n) => n !== "status" && n !== "trial_id" && n !== "status_detail")];
  const cell = (row, name) => data.rows[row][names.indexOf(name)];
  const short = (v) => (typeof v === "number" && !Number.isInteger(v) ? String(Number(v.toPrecision(6))) : String(v));
  const describe = (row) => told.filter((n) => cell(row, n) !== null).map((n) => n + ": " + short(cell(row, n))).join("\n");
  const showTip = (mark, x, y) => {
    const rows = trialsOf.get(mark);
    tip.textContent = rows.length === 1 ? describe(rows[0]) : rows.length + " trials; the best of them:\n" + describe(Math.min(...rows));
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(x + 14, innerWidth - box.width - 8)) + "px";
    tip.style.top = Math.max(4, Math.min(y + 14, innerHeight - box.height - 8)) + "px";
  };
  let here = [];
  const leave = () => {
    tip.hidden = true;
    here.forEach((e) => e.classList.remove("here"));
    here = [];
  };
  const point = (mark, x, y) => {
    leave();
    const rows = new Set(trialsOf.get(mark));
    // Marks of one and the same trial light up in every chart.
    here = rows.size > 1 ? [mark] : marks.filter((e) => trialsOf.get(e).length === 1 && rows.has(trialsOf.get(e)[0]));
    here.forEach((e) => e.classList.add("here"));
    showTip(mark, x, y);
  };
  document.addEventListener("pointerover", (event) => {
    const mark = event.target.closest?.("[data-t]");
    if (mark && trialsOf.has(mark)) point(mark, event.clientX, event.clientY);
    else leave();
  });

  // ---- The selection: a set of trials, or null for all
  let selected = null;
  const bar = make("div", "", { id: "selection", hidden: "", role: "status" });
  const barText = make("span");
  const clear = make("button", "Show all", { type: "button" });
  bar.append(barText, clear);
  document.querySelector("header").after(bar);
  const listeners = [];
  const select = (rows) => {
    selected = rows && rows.size < data.rows.length ? rows : null;
    bar.hidden = selected === null;
    if (selected) barText.textContent = selected.size + " of " + data.rows.length + " trials selected";
    for (const mark of marks) mark.classList.toggle("off", selected !== null && !trialsOf.get(mark).some((t) => selected.has(t)));
    listeners.forEach((l) => l());
  };
  const reset = () => {
    document.querySelectorAll(".chosen").forEach((e) => e.remove());
    ranges.clear();
    select(null);
  };
  clear.addEventListener("click", reset);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      leave();
      reset();
    }
  });
  const toggle = (rows) => {
    const equal = selected && rows.length === selected.size && rows.every((t) => selected.has(t));
    if (equal) reset();
    else select(new Set(rows));
  };

  // ---- Ranges that a person draws in a chart. All of them together select.
  const ranges = new Map();
  const applyRanges = () => {
    let rows = null;
    for (const inside of ranges.values()) rows = rows === null ? inside : new Set([...rows].filter((t) => inside.has(t)));
    select(rows);
  };
  const place = (svg, event) => {
    const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [p.x, p.y];
  };
  const number = (e, name) => Number(e.getAttribute(name));
  const brushable = (area, isAxis) => {
    const svg = area.ownerSVGElement;
    const own = marks.filter((m) => m.ownerSVGElement === svg);
    const [left, top, width, height] = ["x", "y", "width", "height"].map((n) => number(area, n));
    let box = null;
    let start = null;
    const end = (event) => {
      start = null;
      const [x, y, w, h] = ["x", "y", "width", "height"].map((n) => number(box, n));
      if (w < 3 && h < 3) {
        box.remove();
        box = null;
        ranges.delete(area);
        // A press without a range is a click on the mark below.
        const below = document.elementsFromPoint(event.clientX, event.clientY).find((e) => trialsOf.has(e));
        if (below) toggle(trialsOf.get(below));
        else applyRanges();
        return;
      }
      const inside = own.filter((m) => {
        if (m.tagName === "circle") {
          const [cx, cy] = [number(m, "cx"), number(m, "cy")];
          return cx >= x && cx <= x + w && cy >= y && cy <= y + h;
        }
        return [...(m.points ?? [])].some((p) => Math.abs(p.x - (left + width / 2)) < 1 && p.y >= y && p.y <= y + h);
      });
      ranges.set(area, new Set(inside.flatMap((m) => trialsOf.get(m))));
      applyRanges();
    };
    area.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      area.setPointerCapture(event.pointerId);
      box?.remove();
      box = document.createElementNS(SVG, "rect");
      box.setAttribute("class", "chosen");
      svg.append(box);
      start = place(svg, event);
      drag(event);
    });
    const clamp = (v, low, high) => Math.max(low, Math.min(high, v));
    const drag = (event) => {
      const [x, y] = place(svg, event);
      const x0 = isAxis ? left : clamp(Math.min(start[0], x), left, left + width);
      const x1 = isAxis ? left + width : clamp(Math.max(start[0], x), left, left + width);
      const y0 = clamp(Math.min(start[1], y), top, top + height);
      const y1 = clamp(Math.max(start[1], y), top, top + height);
      box.setAttribute("x", x0);
      box.setAttribute("y", y0);
      box.setAttribute("width", isAxis && y1 - y0 < 3 ? 0 : x1 - x0);
      box.setAttribute("height", y1 - y0);
    };
    area.addEventListener("pointermove", (event) => {
      if (start) drag(event);
    });
    area.addEventListener("pointerup", (event) => {
      if (start) end(event);
    });
  };
  document.querySelectorAll(".brush").forEach((e) => brushable(e, false));
  document.querySelectorAll(".band-brush").forEach((e) => brushable(e, true));
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("[data-t]");
    if (mark && trialsOf.has(mark)) toggle(trialsOf.get(mark));
  });

  // ---- Charts with the keyboard: arrows go from mark to mark, Enter selects
  for (const svg of document.querySelectorAll("svg")) {
    const own = marks.filter((m) => m.ownerSVGElement === svg);
    const region = svg.parentElement;
    if (own.length === 0) continue;
    let at = -1;
    region.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) {
        at = (at + step + own.length) % own.length;
        const box = own[at].getBoundingClientRect();
        point(own[at], box.right, box.bottom);
        event.preventDefault();
      } else if (event.key === "Enter" && at >= 0) {
        toggle(trialsOf.get(own[at]));
      }
    });
    region.addEventListener("blur", leave);
  }

  // ---- The list of all trials
  const table = document.getElementById("trials");
  if (!table) return;
  const list = document.getElementById("list");
  const count = document.getElementById("count");
  const tools = document.getElementById("tools");
  // The rows after the first ones are lines of text, of which rows are made when they are shown.
  const lines = [...table.querySelectorAll("tbody > tr")];
  const rest = document.getElementById("rest");
  const restTexts = rest ? rest.querySelector("pre").textContent.split("\n").filter((l) => l) : [];
  if (rest) rest.hidden = true;
  const inTable = lines.length;
  const total = inTable + restTexts.length;
  const all = () => Array.from({ length: total }, (_, t) => t);
  const line = (t) => {
    if (!lines[t]) {
      lines[t] = make("tr", "", { "data-t": String(t), tabindex: "0" });
      restTexts[t - inTable].split("\t").forEach((text, column) => {
        const style = names[column] === "sample" ? { class: "sample" } : isNumber[column] ? { class: "n" } : {};
        lines[t].append(make("td", text, style));
      });
    }
    return lines[t];
  };
  let texts = null;
  const textOf = (t) => {
    texts ??= [...lines.slice(0, inTable).map((tr) => [...tr.cells].map((c) => c.textContent).join("\t")), ...restTexts].map((s) => s.toLowerCase());
    return texts[t];
  };
  const WINDOW = 200;
  const ROW_HEIGHT = 28;
  table.querySelectorAll("tbody").forEach((e) => e.remove());
  const above = make("tbody", "", { "aria-hidden": "true" });
  const body = make("tbody");
  const below = make("tbody", "", { "aria-hidden": "true" });
  const spacer = (parent) => {
    const tr = make("tr");
    const td = make("td", "", { colspan: String(names.length) });
    td.style.padding = "0";
    td.style.border = "0";
    tr.append(td);
    parent.append(tr);
    return td;
  };
  const spaceAbove = spacer(above);
  const spaceBelow = spacer(below);
  table.append(above, body, below);
  let order = all();
  let shown = order;
  let first = -1;
  const opened = new Map();
  const draw = (force) => {
    const most = Math.max(0, shown.length - WINDOW);
    const wanted = Math.min(most, Math.max(0, Math.floor(list.scrollTop / ROW_HEIGHT) - 60));
    if (!force && Math.abs(wanted - first) < 40 && wanted !== 0 && wanted !== most) return;
    if (!force && wanted === first) return;
    first = wanted;
    const part = [];
    for (const t of shown.slice(first, first + WINDOW)) {
      part.push(line(t));
      if (opened.has(t)) part.push(opened.get(t));
    }
    body.replaceChildren(...part);
    spaceAbove.style.height = first * ROW_HEIGHT + "px";
    spaceBelow.style.height = Math.max(0, shown.length - first - WINDOW) * ROW_HEIGHT + "px";
  };
  list.addEventListener("scroll", () => draw(false));
  const filter = make("input", "", { type: "search", "aria-label": "Filter the trials", placeholder: "lr 4, diverged, …" });
  const update = () => {
    const words = filter.value.toLowerCase().split(/[\s,]+/).filter((w) => w);
    shown = order.filter((t) => (selected === null || selected.has(t)) && words.every((w) => textOf(t).includes(w)));
    count.textContent = shown.length === total ? total + " trials" : shown.length + " of " + total + " trials";
    list.scrollTop = 0;
    draw(true);
  };
  filter.addEventListener("input", update);
  listeners.push(update);
  const heads = [...table.querySelectorAll("th")];
  heads.forEach((th, column) => {
    const button = make("button", th.textContent, { type: "button" });
    th.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = th.getAttribute("aria-sort") !== "ascending";
      heads.forEach((e) => e.removeAttribute("aria-sort"));
      th.setAttribute("aria-sort", up ? "ascending" : "descending");
      heads.forEach((e) => (e.firstChild.textContent = e.firstChild.textContent.replace(/ [▲▼]$/, "")));
      button.textContent += up ? " ▲" : " ▼";
      const value = (t) => data.rows[t][column];
      const missing = (v) => v === null || (isNumber[column] && typeof v !== "number");
      order = all().sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        if (missing(x) || missing(y)) return missing(x) - missing(y) || a - b;
        const d = isNumber[column] ? x - y : x < y ? -1 : x > y ? 1 : 0;
        return (up ? d : -d) || a - b;
      });
      update();
    });
  });
  // A spreadsheet would compute a text that begins like a formula.
  const csvCell = (v) => {
    if (v === null) return "";
    const text = typeof v === "string" && /^[=+\-@\t\r]/.test(v) ? "'" + v : String(v);
    return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  const csv = () => [names, ...shown.map((t) => data.rows[t])].map((row) => row.map(csvCell).join(",") + "\r\n").join("");
  const download = make("button", "Download as CSV", { type: "button" });
  download.addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
    const link = make("a", "", { href: url, download: data.name + ".csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  });
  tools.append(filter, download);
  tools.hidden = false;

  // ---- A row opens the curve of its trial
  const curve = (t) => {
    const scores = data.curves[t] ?? [];
    const held = scores.filter((v) => v !== null && v > 0);
    const tr = make("tr", "", { class: "opened" });
    const td = make("td", held.length === 0 ? "There is no learning curve of this trial." : "", { colspan: String(names.length) });
    tr.append(td);
    if (held.length === 0) return tr;
    const [low, high] = [Math.min(...held), Math.max(...held)];
    const [w, h] = [420, 120];
    const x = (i) => 60 + ((w - 70) * i) / Math.max(1, scores.length - 1);
    const y = (v) => 8 + (h - 30) * (high === low ? 0.5 : Math.log(high / v) / Math.log(high / low));
    const svg = document.createElementNS(SVG, "svg");
    for (const [k, v] of [["width", w], ["height", h], ["viewBox", `0 0 ${w} ${h}`], ["role", "img"]]) svg.setAttribute(k, v);
    svg.setAttribute("aria-label", `${data.score} by epoch, from ${scores[0]} to ${scores[scores.length - 1]}`);
    const line = document.createElementNS(SVG, "polyline");
    line.setAttribute("class", "line mean");
    line.setAttribute("points", scores.map((v, i) => (v !== null && v > 0 ? x(i) + "," + y(v) : "")).filter((p) => p).join(" "));
    const text = (anchor, px, py, value) => {
      const e = document.createElementNS(SVG, "text");
      e.setAttribute("text-anchor", anchor);
      e.setAttribute("x", px);
      e.setAttribute("y", py);
      e.textContent = value;
      svg.append(e);
    };
    svg.append(line);
    text("end", 54, 14, String(high));
    text("end", 54, h - 22, String(low));
    text("middle", 60, h - 4, "epoch 1");
    text("end", w - 6, h - 4, String((scores.length - 1) * data.step + 1));
    td.append(svg);
    return tr;
  };
  const open = (tr) => {
    const t = Number(tr.dataset.t);
    if (opened.has(t)) opened.delete(t);
    else opened.set(t, curve(t));
    draw(true);
    tr.focus();
  };
  lines.forEach((tr) => {
    tr.tabIndex = 0;
  });
  table.addEventListener("click", (event) => {
    const tr = event.target.closest("tr[data-t]");
    if (tr && getSelection().isCollapsed) open(tr);
  });
  table.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("tr[data-t]")) open(event.target);
  });
  update();
})();
