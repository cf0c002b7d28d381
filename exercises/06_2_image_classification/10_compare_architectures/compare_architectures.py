"""Compare architectures: which network is the best, if all else is equal?"""

from collections.abc import Callable

import keras
import numpy as np


def compare_architectures(
    builders: dict[str, Callable[[], keras.Model]],
    x: np.ndarray,
    y: np.ndarray,
    x_val: np.ndarray,
    y_val: np.ndarray,
    epochs: int,
    seed: int,
) -> list[dict]:
    """Trains several networks under the same conditions, and says how large each is and how well it does.

    For each builder, in the order of `builders`:

    1. all chance is set to `seed` by `keras.utils.set_random_seed`;
    2. the builder is called, once, which gives a new network;
    3. the network is compiled with Adam at a learning rate of 0.01, the cross-entropy for integer labels
       and probabilities, and the accuracy;
    4. it is trained on `x` and `y`, for `epochs` epochs, in batches of 32 images;
    5. after the last epoch, its accuracy on `x_val` and `y_val` is measured. These images serve for
       nothing else: nothing is learned from them, and they do not decide which epoch counts.

    So what comes out for a network does not depend on the others, nor on their order.

    Args:
        builders: dict of functions without arguments, by the names of the architectures. Each returns a
            new `keras.Sequential`, not compiled, with probabilities as outputs. It need not be built yet:
            then it has no weights, and its layers no shapes, before it has been called. Not modified.
        x: array `(count, height, width, channels)` of images to learn from, which are used as they are.
        y: array `(count,)` of their classes, integers.
        x_val: array of other images.
        y_val: array of their classes.
        epochs: int, at least 1.
        seed: int, not negative.

    Returns:
        A list with a dict for each builder, the largest validation accuracy first; equal ones are in the
        order of `builders`. The keys:

        - `"name"`: str, the name of the architecture.
        - `"params"`: int, the number of all its weights, whether they are trained or not.
        - `"output_shapes"`: list of a tuple for each layer, in their order: the shape of what the layer
          gives out for one image, so without the batch.
        - `"val_accuracy"`: float, between 0 and 1.
        - `"seconds"`: float, how long its training took.

    Example:
        >>> from given import build_linear, build_small_cnn
        >>> builders = {"small": build_small_cnn, "linear": build_linear}
        >>> x, y = np.zeros((8, 16, 16, 1)), np.full(8, 2)  # black images, which are all of class 2
        >>> results = compare_architectures(builders, x, y, x, y, epochs=1, seed=0)
        >>> [(result["name"], result["val_accuracy"]) for result in results]
        [('small', 1.0), ('linear', 1.0)]
        >>> results[1]["params"], results[1]["output_shapes"]
        (1028, [(256,), (4,)])
        >>> results[1]["seconds"] > 0
        True
    """
    raise NotImplementedError("compare_architectures is yours to write")
