"""Prints the RMSE of NumPy's least-squares linear forecast and of the naive forecast, for ForecastBaselinesTest.

    python reference_linear_forecast.py
"""

import numpy as np

i = np.arange(154)
values = (np.sin(0.3 * i) + 0.5 * np.cos(1.7 * i * i) + 20).astype(np.float32).astype(np.float64)
for tau, train, validation in ((4, 100, 50), (1, 100, 50), (8, 96, 50)):
    x = np.stack([values[k : k + train + validation] for k in range(tau)] + [np.ones(train + validation)], 1)
    y = values[tau : tau + train + validation]
    coefficients = np.linalg.lstsq(x[:train], y[:train], rcond=None)[0]
    rmse = lambda forecast: np.sqrt(np.mean((forecast - y[train:]) ** 2))
    print(tau, train, validation, f"{rmse(x[train:] @ coefficients):.12f} {rmse(x[train:, tau - 1]):.12f}")
