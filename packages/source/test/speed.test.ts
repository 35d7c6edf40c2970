import { readSource } from '@actigrad/source';
import { expect, it } from 'vitest';

/** One network and its training loop, as a file of the kind has them: 31 lines. */
function network(index: number): string {
  return `class Net${index}(nn.Module):
    """Uses relu."""

    def __init__(self, hidden=128, dropout=0.5):
        super().__init__()
        self.fc1 = nn.Linear(784, hidden)
        self.bn = nn.BatchNorm1d(hidden)
        self.fc2 = nn.Linear(hidden, 10)
        self.act = nn.LeakyReLU(0.1)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, mask=None):
        x = F.relu(self.bn(self.fc1(x)))
        x = self.drop(self.act(x))
        return torch.sigmoid(self.fc2(x))


def train_${index}(model, loader, optimizer, epochs=10):
    for epoch in range(epochs):
        total = 0.0
        for batch, (data, target) in enumerate(loader):
            optimizer.zero_grad()
            output = model(data.to(device))
            loss = F.cross_entropy(output, target.to(device))
            loss.backward()
            optimizer.step()
            total += loss.item() * data.size(0)  # running
        print(f"epoch {epoch} loss {total / len(loader):.4f}", flush=True)
    return {'loss': total, 'epochs': epochs, 'name': 'net${index}'}


`;
}

const imports = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';
const text = imports + Array.from({ length: 129 }, (_, index) => network(index)).join('');

function fastest(runs: number, run: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return Math.min(...times);
}

it('reads a file of 4,000 lines, and the same with one letter more', () => {
  expect(text.split('\n').length).toBeGreaterThanOrEqual(4000);
  const reading = readSource(text, 'python');
  expect(reading.uses.length).toBe(129 * 4);
  const middle = text.indexOf('0.1', text.length / 2);
  const edited = `${text.slice(0, middle)}0.2${text.slice(middle + 3)}`;
  const whole = fastest(10, () => readSource(text, 'python'));
  const afterEdit = fastest(10, () => readSource(edited, 'python', reading));
  const stacks = fastest(5, () => readSource(edited, 'python', reading).stacks) - afterEdit;
  console.log(
    `4,000 lines of Python: uses ${whole.toFixed(0)} ms, after an edit ${afterEdit.toFixed(0)} ms, stacks ${stacks.toFixed(0)} ms more`,
  );
}, 60_000);
