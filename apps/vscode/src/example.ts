/** A model with trouble to be found: what one sees on a first visit, with no code of one's own at hand. */
export const exampleModel = `from torch import nn

# Hover an activation: its curve, its slope, and what it does to gradients.
gate = nn.Sigmoid()
leaky = nn.LeakyReLU(0.2)

# Eight sigmoid layers: what is left of the gradient at the first?
deep = nn.Sequential(
    nn.Linear(784, 96), nn.Sigmoid(),
    nn.Linear(96, 96), nn.Sigmoid(),
    nn.Linear(96, 96), nn.Sigmoid(),
    nn.Linear(96, 96), nn.Sigmoid(),
    nn.Linear(96, 96), nn.Sigmoid(),
    nn.Linear(96, 96), nn.Sigmoid(),
    nn.Linear(96, 96), nn.Sigmoid(),
    nn.Linear(96, 96), nn.Sigmoid(),
    nn.Linear(96, 10),
)
`;
