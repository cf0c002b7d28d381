"""Names the last values and the best epoch in a small class, and asks that for the verdict."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Fit:
    train: float
    validation: float
    best: int

    @classmethod
    def read(cls, history):
        curves = {key: np.asarray(history.get(key, [])) for key in ("accuracy", "val_accuracy", "val_loss")}
        if len({len(curve) for curve in curves.values()}) > 1 or not len(curves["val_loss"]):
            raise ValueError("incomplete")
        losses = curves["val_loss"]
        return cls(curves["accuracy"][-1], curves["val_accuracy"][-1], np.flatnonzero(losses == losses.min())[0])

    def verdict(self, gap, low):
        if self.train < low:
            return "underfitting"
        return "overfitting" if self.train - self.validation > gap else "good"


def diagnose_fit(history, gap=0.15, low=0.6):
    fit = Fit.read(history)
    return fit.verdict(gap, low), fit.best
