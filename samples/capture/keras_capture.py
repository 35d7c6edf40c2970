"""Writes what a Keras model computes to DIRECTORY/step-<n>.safetensors; then run `actigrad inspect DIRECTORY`.
With TensorFlow: model.fit(x, y, callbacks=[Capture("captures", x[:256], y[:256], every=100)])"""
import json, os, struct, keras, numpy, tensorflow
LAYERS, SKIPPED = {"ReLU", "LeakyReLU", "PReLU", "ELU"}, {"linear", "softmax", "log_softmax", "glu", "sparsemax"}
class Capture(keras.callbacks.Callback):
    def __init__(self, directory, x, y, every=100):
        super().__init__()
        self.directory, self.x, self.y, self.every, self.count = directory, x, y, every, 0
    def on_train_batch_begin(self, batch, logs=None):
        if self.count % self.every == 0:
            self.write(*self.run(self.model))
        self.count += 1
    def run(self, model):
        found, last = [], [("input", None)]
        def watched(layer, function, activation):
            def watch(z, *rest, **named):
                last[0] = (layer.name, layer.kernel) if hasattr(layer, "kernel") else last[0]
                found.append((*last[0], activation, z, function(z, *rest, **named)))
                return found[-1][-1]
            return watch
        parts = [(each, "call" if type(each).__name__ in LAYERS else "activation") for each in model._flatten_layers()]
        own = [(each, part, getattr(each, part)) for each, part in parts if callable(getattr(each, part, None))]
        state = [(variable, variable.numpy()) for variable in model.non_trainable_variables]
        for layer, part, function in own:
            setattr(layer, part, watched(layer, function, layer if part == "call" else function))
        with tensorflow.GradientTape() as tape:
            loss = model.compute_loss(x=self.x, y=self.y, y_pred=model(self.x, training=True))
        for layer, part, function in own:
            setattr(layer, part, function)
        for variable, value in state:  # of batch normalisation and dropout
            variable.assign(value)
        found = [each for each in found if getattr(each[2], "__name__", "") not in SKIPPED]
        return found, tape.gradient(loss, [(z, z if kernel is None else kernel) for _, kernel, _, z, _ in found])
    def write(self, found, gradients):
        tensors, metadata = {}, {"step": str(self.count)}
        for index, ((name, kernel, activation, z, a), (by_z, by_kernel)) in enumerate(zip(found, gradients)):
            name, config = f"layer{index}.{name}", activation.get_config() if isinstance(activation, keras.Layer) else {}
            kind = f"layers.{type(activation).__name__}" if config else f"activations.{activation.__name__}"
            numbers = [f"{key}={value}" for key, value in config.items() if type(value) in (int, float)]
            metadata[f"{name}.activation"] = f"keras.{kind}({', '.join(numbers)})"
            parts = {"preactivation": z, "activation": a, "preactivation.grad": by_z, "weight": kernel}
            parts["weight.grad"] = None if kernel is None else by_kernel
            parts["alpha"] = activation.alpha if kind == "layers.PReLU" else None
            for part, value in parts.items():
                if value is not None:  # units come first in weights, and second in images, as in PyTorch
                    array, axis = numpy.asarray(value, "float32"), 0 if part.startswith("weight") else 1
                    array = numpy.moveaxis(array, -1, axis) if axis == 0 or array.ndim > 3 else array
                    tensors[f"{name}.{part}"] = (list(array.shape), numpy.ascontiguousarray(array).tobytes())
        write_safetensors(f"{self.directory}/step-{self.count}.safetensors", tensors, metadata)

def write_safetensors(path, tensors, metadata):
    header, offset = {"__metadata__": metadata}, 0
    for name, (shape, data) in tensors.items():
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [offset, offset + len(data)]}
        offset += len(data)
    text = json.dumps(header).encode()
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(b"".join([struct.pack("<Q", len(text)), text, *(data for _, data in tensors.values())]))
