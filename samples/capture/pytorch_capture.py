"""Writes what a PyTorch model computes to DIRECTORY/step-<n>.safetensors; then run `actigrad inspect DIRECTORY`.

    capture = Capture(model, "captures", every=100)  # and in the loop:
    loss.backward()
    capture.step(optimizer)  # after backward, before the step
    optimizer.step()
"""
import json, os, struct
OF_ROWS = {"Softmax", "Softmax2d", "Softmin", "LogSoftmax", "GLU", "MultiheadAttention"}

class Capture:
    def __init__(self, model, directory, every=100, samples=256):
        self.directory, self.every, self.samples = directory, every, samples
        self.count, self.weight, self.layers = 0, ("input", None), []
        for name, module in model.named_modules():
            kind = type(module)
            if kind.__module__ == "torch.nn.modules.activation" and kind.__name__ not in OF_ROWS:
                module.register_forward_pre_hook(self.before)
                module.register_forward_hook(self.after)
            elif getattr(getattr(module, "weight", None), "ndim", 0) > 1:
                module.register_forward_pre_hook(lambda module, _, name=name: setattr(self, "weight", (name, module.weight)))
    def rows(self, tensor):
        return tensor.detach()[: self.samples].clone()
    def before(self, module, inputs):
        if module.training and self.count % self.every == 0 and inputs[0].requires_grad:
            parts = {"preactivation": self.rows(inputs[0])}
            inputs[0].register_hook(lambda gradient: parts.update({"preactivation.grad": self.rows(gradient)}))
            self.layers.append((module, *self.weight, parts))
            return (inputs[0].clone(),)  # the module may overwrite its input
    def after(self, module, _, output):
        if self.layers and self.layers[-1][0] is module:
            self.layers[-1][3].setdefault("activation", self.rows(output))
    def step(self, optimizer=None):
        tensors, metadata = {}, {"step": str(self.count)}
        if type(optimizer).__name__ == "SGD":
            metadata["learningRate"] = str(optimizer.param_groups[0]["lr"])
        for index, (module, name, weight, parts) in enumerate(self.layers):
            metadata[f"layer{index}.{name}.activation"] = f"torch.nn.{module!r}"
            parts.update(weight=weight, alpha=module.weight if type(module).__name__ == "PReLU" else None)
            for part, tensor in {**parts, "weight.grad": getattr(weight, "grad", None)}.items():
                if tensor is not None:
                    array = tensor.detach().float().cpu().contiguous().numpy()
                    tensors[f"layer{index}.{name}.{part}"] = (list(array.shape), array.tobytes())
        if tensors:
            write_safetensors(f"{self.directory}/step-{self.count}.safetensors", tensors, metadata)
        self.layers, self.count = [], self.count + 1

def write_safetensors(path, tensors, metadata):
    header, offset = {"__metadata__": metadata}, 0
    for name, (shape, data) in tensors.items():
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [offset, offset + len(data)]}
        offset += len(data)
    text = json.dumps(header).encode()
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(b"".join([struct.pack("<Q", len(text)), text, *(data for _, data in tensors.values())]))
