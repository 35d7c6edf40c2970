"""A classifier of digits, with an activation of each kind of trouble."""

from functools import partial

import torch
import torch.nn.functional as F
from torch import nn


class Classifier(nn.Module):
    """784 pixels to 10 classes."""

    def __init__(self, slope: float = 0.2):
        super().__init__()
        self.enter = nn.Linear(784, 256)
        self.normalise = nn.LayerNorm(256)
        self.gate = nn.Sigmoid()
        self.leaky = nn.LeakyReLU(0.2)
        self.hidden = nn.Linear(256, 96)
        self.leave = nn.Linear(96, 10)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        x = F.gelu(self.normalise(self.enter(pixels)))
        x = x * self.gate(x)
        x = self.leaky(self.hidden(x))
        return self.leave(F.elu(x, alpha=0.5))


# Eight sigmoid layers: the first one hardly learns.
deep = nn.Sequential(
    nn.Linear(784, 96), nn.Sigmoid(),
    nn.Linear(96, 96), nn.Sigmoid(),
    nn.Linear(96, 96), nn.Sigmoid(),
    nn.Linear(96, 96), nn.Sigmoid(),
    nn.Linear(96, 96), nn.Sigmoid(),
    nn.Linear(96, 96), nn.Sigmoid(),
    nn.Linear(96, 96), nn.Sigmoid(),
    nn.Linear(96, 10),
)

steep = partial(F.leaky_relu, negative_slope=0.3)


def mix(x: torch.Tensor) -> torch.Tensor:
    return steep(x) + torch.tanh(x) + x.relu() + F.hardswish(x)
