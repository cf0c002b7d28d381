"""What this assignment gives you: images of shapes, folders of images, small networks, and a way to look at images.

As a command it makes a folder of images, with a folder for each class in it; that is the form which Keras loads:

    python -m given shapes                                  1000 grey images of 16 by 16 pixels
    python -m given shapes --count 400 --size 32 --rgb      other numbers, in colour
    python -m given pets --photos ~/Pictures/pets           your own, from ~/Pictures/pets/cats and so on
"""

import argparse
from pathlib import Path

import numpy as np

SHAPES = ("circle", "cross", "plus", "square")


def draw_shapes(count, size=16, channels=1, seed=0):
    """Draws a circle, cross, plus or square in each image, in any place, of any size, bright before dark.

    All four cover about the same area. So the mean of an image does not tell its class: one has to look at the form.

    Args:
        count: int, how many images; the classes take turns.
        size: int, height and width of an image in pixels. Defaults to 16.
        channels: int, 1 for grey or 3 for RGB. Defaults to 1.
        seed: int, the same seed gives the same images. Defaults to 0.

    Returns:
        The images, uint8 `(count, size, size, channels)`, and the labels, int64 `(count,)`: places in `SHAPES`.

    Example:
        >>> images, labels = draw_shapes(6)
        >>> images.shape, images.dtype, labels.tolist()
        ((6, 16, 16, 1), dtype('uint8'), [0, 1, 2, 3, 0, 1])
    """
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % len(SHAPES)
    per_image = (count, 1, 1)
    # From the centre to the end of an arm, the edge of the circle, or the middle of a side: a plus, whose arms are
    # three times as long as wide, covers 20/9 of the square of that.
    of_square = np.array([np.pi, 20 / 9, 20 / 9, 4])[labels]
    reach = np.sqrt(rng.uniform(0.12, 0.24, count) * size**2 / of_square)
    row, column = rng.uniform(reach, size - reach, (2, count))
    reach = reach.reshape(per_image)
    y = np.arange(size).reshape(1, size, 1) + 0.5 - row.reshape(per_image)
    x = np.arange(size).reshape(1, 1, size) + 0.5 - column.reshape(per_image)
    is_class = [(labels == k).reshape(per_image) for k in range(len(SHAPES))]
    inside = np.select(
        is_class,
        [
            np.hypot(y, x) <= reach,
            _plus((y + x) / np.sqrt(2), (y - x) / np.sqrt(2), reach),
            _plus(y, x, reach),
            np.maximum(abs(y), abs(x)) <= reach,
        ],
    )
    dark = rng.uniform(0, 90, (count, 1, 1, channels))
    bright = rng.uniform(130, 255, (count, 1, 1, channels))
    images = np.where(inside[..., np.newaxis], bright, dark) + rng.normal(0, 10, (count, size, size, channels))
    return images.clip(0, 255).astype("uint8"), labels


def _plus(y, x, reach):
    """Says which places lie on a plus around the origin."""
    return (np.maximum(abs(y), abs(x)) <= reach) & (np.minimum(abs(y), abs(x)) <= reach / 3)


def save_images(images, labels, class_names, directory):
    """Writes each image as a PNG into the folder of its class: `directory/cross/00001.png`.

    Args:
        images: uint8 array `(count, height, width, channels)`, 1 or 3 channels.
        labels: ints `(count,)`, places in `class_names`.
        class_names: list or tuple of str, the names of the folders; they are made in this order.
        directory: str or Path, made if it is not there.

    Returns:
        The directory, as a str.
    """
    from PIL import Image

    folders = [Path(directory, name) for name in class_names]
    for folder in folders:
        folder.mkdir(parents=True)
    for number, (image, label) in enumerate(zip(images, labels, strict=True)):
        grey = image.shape[-1] == 1
        Image.fromarray(image[..., 0] if grey else image).save(folders[label] / f"{number:05}.png")
    return str(directory)


def temporary_folder():
    """Makes an empty folder to try something out in, and returns its name, a str.

    It is beside the file that you run, `temporary-1` or the next number, and is deleted when Python ends.
    """
    import atexit
    import itertools
    import shutil

    for number in itertools.count(1):
        folder = Path(f"temporary-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        atexit.register(shutil.rmtree, folder.absolute(), ignore_errors=True)
        return str(folder)


def read_photos(source, size=32, channels=3):
    """Reads photographs from a folder of class folders, and cuts the middle out of each, as a square.

    Args:
        source: str or Path, holds a folder for each class; files in them that are no images are left out.
        size: int, height and width in pixels to which the squares are scaled. Defaults to 32.
        channels: int, 1 for grey or 3 for RGB. Defaults to 3.

    Returns:
        The images, uint8 `(count, size, size, channels)`, their labels, int64 `(count,)`, and the names of the
        folders in alphabetical order, list of str.

    Raises:
        ValueError: If there is no photograph in folders of `source`, or one that is damaged.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    found = []
    for path in sorted(path for path in Path(source).expanduser().glob("*/*") if path.is_file()):
        try:
            with Image.open(path) as photo:
                upright = ImageOps.exif_transpose(photo).convert("L" if channels == 1 else "RGB")
        except UnidentifiedImageError:
            continue
        except OSError as error:
            raise ValueError(f"{path} cannot be read ({error}): mend it, or take it away") from None
        square = ImageOps.fit(upright, (size, size))
        found.append((path.parent.name, np.asarray(square).reshape(size, size, channels)))
    if not found:
        raise ValueError(f"there is no photograph in the folders of {source}: put those of each class into one folder")
    class_names = sorted({name for name, _ in found})
    labels = [class_names.index(name) for name, _ in found]
    return np.stack([image for _, image in found]), np.array(labels), class_names


def as_dataset(images, labels, batch_size=32, shuffle=False):
    """Returns the batches of some images and their labels; shuffled, they come in a new order in each pass.

    Args:
        images: array `(count, height, width, channels)`.
        labels: array `(count,)`.
        batch_size: int; the last batch has what is left over. Defaults to 32.
        shuffle: bool. Defaults to False.

    Returns:
        A `tf.data.Dataset` of pairs (images, labels).
    """
    import tensorflow as tf

    dataset = tf.data.Dataset.from_tensor_slices((images, labels))
    return (dataset.shuffle(len(labels)) if shuffle else dataset).batch(batch_size)


def as_live_dataset(images, labels, batch_size=32):
    """Returns the batches of images that can still be replaced, as files can: each pass reads what is there then.

    Args:
        images: array `(count, height, width, channels)`.
        labels: array `(count, ...)`.
        batch_size: int; the last batch has what is left over. Defaults to 32.

    Returns:
        A `tf.data.Dataset` of pairs (images, labels), never shuffled, and a function `replace(images, labels)`. It
        takes any number of them, of the same shapes otherwise and of the same dtypes.
    """
    import tensorflow as tf

    there = [images, labels]

    def replace(images, labels):
        there[:] = images, labels

    def batches():
        images, labels = there
        for start in range(0, len(labels), batch_size):
            yield images[start : start + batch_size], labels[start : start + batch_size]

    kinds = tuple(tf.TensorSpec((None, *array.shape[1:]), array.dtype) for array in there)
    return tf.data.Dataset.from_generator(batches, output_signature=kinds), replace


def read_batches(dataset, most=100):
    """Passes through a dataset once and returns its batches.

    Args:
        dataset: a `tf.data.Dataset`.
        most: int, after how many batches to stop, as a dataset need not end. Defaults to 100.

    Returns:
        A list with an entry for each batch, such as a pair of arrays: the images and the labels.
    """
    return list(dataset.take(most).as_numpy_iterator())


def build_linear(input_shape=(16, 16, 1), num_classes=4):
    """Builds a network without a hidden layer: each class weighs all pixels.

    Its weights are an array `(height * width * channels, num_classes)` and one `(num_classes,)`; its outputs are
    probabilities.
    """
    import keras

    layers = [keras.layers.Flatten(), keras.layers.Dense(num_classes, activation="softmax")]
    return keras.Sequential([keras.Input(input_shape), *layers])


def build_reader(input_shape=(16, 16, 1), num_classes=4):
    """Builds the network of `build_linear`, with weights that are not drawn: it reads the scores off the image.

    The first value of an image is the score of class 0, the next one that of class 1, and so on. That is before any
    training: these weights begin with 1, all others with 0.
    """
    import keras

    layers = [keras.layers.Flatten(), keras.layers.Dense(num_classes, "softmax", kernel_initializer="identity")]
    return keras.Sequential([keras.Input(input_shape), *layers])


def build_small_cnn(input_shape=(16, 16, 1), num_classes=4, filters=(8, 16), augmentation=False):
    """Builds a network of convolutions, each with ReLU and a max pooling behind it.

    The convolutions are called `conv1`, `conv2` and so on, the poolings `pool1`, `pool2`; then come `flatten` and
    `classify`. With augmentation, `flip` and `rotate` mirror and turn the images at random first.
    """
    import keras
    from keras import layers

    chain = []
    if augmentation:
        chain += [layers.RandomFlip("horizontal", name="flip"), layers.RandomRotation(0.05, name="rotate")]
    for number, count in enumerate(filters, 1):
        chain += [layers.Conv2D(count, 3, activation="relu", padding="same", name=f"conv{number}")]
        chain += [layers.MaxPooling2D(2, name=f"pool{number}")]
    chain += [layers.Flatten(name="flatten"), layers.Dense(num_classes, activation="softmax", name="classify")]
    return keras.Sequential([keras.Input(input_shape), *chain])


def build_two_paths(input_shape=(16, 16, 1), num_classes=4):
    """Builds a network that looks at the image in two ways at once, so its layers are no chain.

    The convolutions `fine`, 4 filters of 3 by 3, and `coarse`, 6 filters of 5 by 5, both see the image and have ReLU.
    `join` puts their maps together, those of `fine` first. Then come `drop`, a dropout of 0.5, `pool`, a max pooling,
    `flatten` and `classify`.
    """
    import keras
    from keras import layers

    image = keras.Input(input_shape, name="image")
    fine = layers.Conv2D(4, 3, activation="relu", padding="same", name="fine")(image)
    coarse = layers.Conv2D(6, 5, activation="relu", padding="same", name="coarse")(image)
    x = layers.Dropout(0.5, name="drop")(layers.Concatenate(name="join")([fine, coarse]))
    x = layers.Flatten(name="flatten")(layers.MaxPooling2D(2, name="pool")(x))
    return keras.Model(image, layers.Dense(num_classes, activation="softmax", name="classify")(x))


def build_vote(input_shape=(16, 16, 1), num_classes=4):
    """Builds a network in which each pixel votes, without seeing the others: the outputs are means of probabilities.

    Its weights are an array `(1, 1, channels, num_classes)` and one `(num_classes,)`.
    """
    import keras

    layers = [keras.layers.Conv2D(num_classes, 1, activation="softmax"), keras.layers.GlobalAveragePooling2D()]
    return keras.Sequential([keras.Input(input_shape), *layers])


def build_unbuilt(num_classes=4, filters=3):
    """Builds a network that has no weights before its first call, since it is not told how large the images are.

    It has a convolution, a batch normalization, of whose weights half are not trained, and a layer that classifies.
    """
    import keras
    from keras import layers

    chain = [layers.Conv2D(filters, 3, activation="relu"), layers.BatchNormalization()]
    return keras.Sequential([*chain, layers.Flatten(), layers.Dense(num_classes, activation="softmax")])


def show(images, titles=None, columns=8):
    """Shows images side by side, such as the first ones of a batch, or a picture that you have made.

    Args:
        images: array `(height, width)` for one image, or `(count, height, width)` or
            `(count, height, width, channels)` for several, 1 or 3 channels. Grey goes from black at the smallest value
            of each image to white at its largest; colours are 0 to 255 if they are integers or exceed 1, else 0 to 1.
        titles: list of str, one for each image. Defaults to None, no titles.
        columns: int, how many images stand in a row at most. Defaults to 8.

    Returns:
        The `matplotlib` figure, which a notebook shows; `show(images).savefig("images.png")` writes it to a file.
    """
    from matplotlib import pyplot

    images = np.asarray(images)
    if images.ndim == 2:
        images = images[np.newaxis]
    columns = min(columns, len(images))
    rows = -(-len(images) // columns)
    figure = pyplot.figure(figsize=(1.5 * columns, 1.5 * rows), layout="tight")
    # Otherwise a notebook would show it twice, as a figure that is open and as what is returned.
    pyplot.close(figure)
    for number, axes in enumerate(np.ravel(figure.subplots(rows, columns, squeeze=False))):
        axes.axis("off")
        if number < len(images):
            image = images[number]
            rgb = image.ndim == 3 and image.shape[-1] == 3
            axes.imshow(image / 255 if rgb and image.max() > 1 else image, cmap="gray")
            axes.set_title(titles[number] if titles is not None else "", fontsize=9)
    return figure


def main():
    parser = argparse.ArgumentParser(prog="python -m given", description="Makes a folder of images to learn from.")
    parser.add_argument("directory", type=Path, help="the folder to make")
    parser.add_argument("--photos", type=Path, help="take your own from here: a folder with a folder for each class")
    parser.add_argument("--count", type=int, default=1000, help="how many shapes (1000)")
    parser.add_argument("--size", type=int, help="height and width in pixels (16, photographs 32)")
    parser.add_argument("--rgb", action="store_true", help="shapes in colour; photographs are")
    parser.add_argument("--seed", type=int, default=0, help="another seed gives other shapes (0)")
    asked = parser.parse_args()
    for name, least in (("count", 1), ("size", 8)):
        if (value := getattr(asked, name)) is not None and value < least:
            parser.error(f"--{name} is {value}: make it {least} or more")
    if asked.directory.exists():
        parser.error(f"{asked.directory} is there already: name a new folder, or delete that one")
    try:
        if asked.photos:
            images, labels, class_names = read_photos(asked.photos, asked.size or 32)
        else:
            images, labels = draw_shapes(asked.count, asked.size or 16, 3 if asked.rgb else 1, asked.seed)
            class_names = SHAPES
        save_images(images, labels, class_names, asked.directory)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    print(f"{len(images)} images of {', '.join(class_names)} in {asked.directory}")


if __name__ == "__main__":
    main()
