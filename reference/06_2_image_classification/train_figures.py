"""Draws the figures of the lesson: trains on the shapes with the answers of all exercises, and prints what came out.

    python reference/06_2_image_classification/train_figures.py        # takes about two minutes

Run it again after a change of the data or of an answer, and compare the numbers in the lesson with those printed.
"""

import sys
import tempfile
from pathlib import Path

import keras
import matplotlib
import numpy as np
from matplotlib.figure import Figure

HERE = Path(__file__).parent
LESSON = HERE.parents[1] / "exercises" / HERE.name
sys.path[:0] = [str(LESSON), *(str(path) for path in sorted(HERE.iterdir()) if path.is_dir())]

from augmentation import build_augmentation
from build_classifier import build_classifier
from compare_architectures import compare_architectures
from compile_and_fit import compile_and_fit
from confusion_matrix import confusion_matrix_from_dataset
from diagnose_fit import diagnose_fit
from feature_maps import feature_maps
from filter_grid import filter_grid
from given import SHAPES, as_dataset, draw_shapes, save_images
from load_images import load_image_datasets
from unit_range import to_unit_range

# The same picture gives the same file.
matplotlib.rcParams |= {
    "svg.hashsalt": "lesson",
    "svg.fonttype": "none",
    "font.size": 9,
    "image.cmap": "gray",
    "image.interpolation": "none",
}
IMAGE, CHANNELS = 16, 3
BLUE, ORANGE = "#0969da", "#bc4c00"


def save(figure, name):
    """Writes a figure into the lesson's folder."""
    path = LESSON / "figures" / f"{name}.svg"
    path.parent.mkdir(exist_ok=True)
    figure.savefig(path, metadata={"Date": None, "Creator": None}, facecolor="white", bbox_inches="tight")
    lines = path.read_text(encoding="utf-8").splitlines()
    # A line that ends in a blank would change when an editor saves it.
    path.write_text("\n".join(line.rstrip() for line in lines) + "\n", encoding="utf-8")
    print(f"{name}.svg: {path.stat().st_size / 1000:.0f} kB")


def panels(rows, columns, size=1.2):
    """Returns a figure, and its axes without frames, row by row."""
    figure = Figure(figsize=(size * columns, size * rows), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False)
    for ax in axes.flat:
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
    return figure, axes


def load(count, val_fraction=0.5, seed=1):
    """Returns training and validation images of shapes in colour, loaded from a folder as the lesson does it."""
    with tempfile.TemporaryDirectory() as parent:
        folder = save_images(*draw_shapes(count, IMAGE, CHANNELS, seed), SHAPES, Path(parent, "shapes"))
        train, val, _ = load_image_datasets(folder, (IMAGE, IMAGE), 32, val_fraction, seed)
        return [as_arrays(to_unit_range(dataset)) for dataset in (train, val)]


def as_arrays(dataset):
    """Returns all images and labels of a dataset."""
    images, labels = zip(*dataset.as_numpy_iterator(), strict=True)
    return np.concatenate(images), np.concatenate(labels)


def build(*first_layers, **options):
    """Returns a classifier of shapes that always starts with the same weights, with some layers before it."""
    keras.utils.set_random_seed(1)
    model = build_classifier((IMAGE, IMAGE, CHANNELS), len(SHAPES), **options)
    return keras.Sequential([keras.Input((IMAGE, IMAGE, CHANNELS)), *first_layers, model]) if first_layers else model


def train(model, train_data, val_data, epochs, **options):
    """Trains a model and returns its history."""
    return compile_and_fit(
        model, as_dataset(*train_data, shuffle=True), as_dataset(*val_data), epochs, 0.003, **options
    )


def draw_samples():
    images, labels = draw_shapes(16, 32, 3, seed=3)
    figure, axes = panels(2, 8)
    for ax, image, label in zip(axes.flat, images, labels, strict=True):
        ax.imshow(image)
        ax.set_title(SHAPES[label])
    save(figure, "shapes")


def draw_augmentation():
    images = draw_shapes(16, 32, 3, seed=3)[0][[1, 2, 3, 8]] / np.float32(255)
    keras.utils.set_random_seed(1)
    augmentation = build_augmentation(1)
    eighth = keras.layers.RandomRotation((0.125, 0.125))
    columns = [images, *(augmentation(images, training=True) for _ in range(5)), eighth(images, training=True)]
    titles = ["image", *[""] * 2, "augmented", *[""] * 2, "turned by 45°"]
    figure, axes = panels(len(images), len(columns))
    for j, (column, title) in enumerate(zip(columns, titles, strict=True)):
        axes[0, j].set_title(title)
        for i, image in enumerate(np.asarray(column)):
            axes[i, j].imshow(image)
    save(figure, "augmentation")


def draw_learning_curves(few, many, val):
    runs = {
        f"{len(few[1])} images": train(build(filters=(16, 32)), few, val, 100),
        f"{len(few[1])} images, dropout": train(build(filters=(16, 32), dropout=0.5), few, val, 100),
        f"{len(many[1])} images": train(build(filters=(16, 32)), many, val, 100),
    }
    figure = Figure(figsize=(9, 4.5), layout="constrained")
    axes = figure.subplots(2, len(runs), sharex=True, sharey="row")
    for j, (title, history) in enumerate(runs.items()):
        verdict, best = diagnose_fit(history)
        for epoch in (best, -1):
            print(f"{title}, epoch {epoch}:", {key: round(values[epoch], 2) for key, values in history.items()})
        axes[0, j].set_title(f"{title}: {verdict}")
        for i, key in enumerate(("loss", "accuracy")):
            axes[i, j].plot(history[key], color=BLUE, label="training")
            axes[i, j].plot(history[f"val_{key}"], color=ORANGE, linestyle="--", label="validation")
            axes[i, j].axvline(best, color="gray", linewidth=0.8, linestyle=":")
            axes[i, 0].set_ylabel(key)
        axes[0, j].set_ylim(0, 1.5)
        axes[1, j].set(ylim=(0.2, 1.02), xlabel="epoch")
    axes[1, 0].legend(loc="lower right", frameon=False)
    save(figure, "learning_curves")


def compare_remedies(many, val):
    """Prints what helps against overfitting, each with three times 100 other images."""
    remedies = {
        "nothing": ([], 0.0),
        "mirrored": ([keras.layers.RandomFlip(seed=1)], 0.0),
        "mirrored, turned, zoomed": ([build_augmentation(1)], 0.0),
        "dropout": ([], 0.5),
    }
    for name, (first_layers, dropout) in remedies.items():
        accuracies = []
        for start in (0, 100, 200):
            few = tuple(part[start : start + 100] for part in many)
            model = build(*first_layers, filters=(16, 32), dropout=dropout)
            accuracies.append(train(model, few, val, 150)["val_accuracy"][-1])
        print(f"{name}: {np.round(accuracies, 2)}, mean {np.mean(accuracies):.2f}")


def draw_confusion(model, data):
    counts = confusion_matrix_from_dataset(model, as_dataset(*data), len(SHAPES))
    print(f"accuracy on {counts.sum()} test images: {np.trace(counts) / counts.sum():.3f}")
    print(counts)
    figure = Figure(figsize=(3.6, 3.4), layout="constrained")
    ax = figure.subplots()
    ax.imshow(counts, cmap="Blues")
    for i, j in np.ndindex(*counts.shape):
        ax.text(
            j, i, counts[i, j], ha="center", va="center", color="white" if counts[i, j] > counts.max() / 2 else "black"
        )
    ax.set(xticks=range(len(SHAPES)), yticks=range(len(SHAPES)), xticklabels=SHAPES, yticklabels=SHAPES)
    ax.set(xlabel="predicted", ylabel="true")
    save(figure, "confusion_matrix")


def draw_filters(before, after):
    figure, axes = panels(1, 2, size=2.6)
    figure.get_layout_engine().set(wspace=0.15)
    for ax, kernels, title in zip(axes.flat, (before, after), ("before", "after the training"), strict=True):
        ax.imshow(filter_grid(kernels, columns=4))
        ax.set_title(title)
    save(figure, "filters")


def draw_feature_maps(model, image):
    convolutions = [layer.name for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]
    shown = 8
    figure, axes = panels(len(convolutions), shown + 1)
    for row, name, title in zip(axes, convolutions, ("first convolution", "second convolution"), strict=True):
        row[0].imshow(image)
        row[0].set_title("image")
        row[1].set_title(title, loc="left")
        for ax, values in zip(
            row[1:], np.moveaxis(feature_maps(model, image[np.newaxis], name)[0], -1, 0), strict=False
        ):
            ax.imshow(values)
    save(figure, "feature_maps")


def compare(data, val):
    shape, classes = (IMAGE, IMAGE, CHANNELS), len(SHAPES)
    builders = {
        "8": lambda: build_classifier(shape, classes, (8,)),
        "8, 16": lambda: build_classifier(shape, classes, (8, 16)),
        "8, 16, 32": lambda: build_classifier(shape, classes, (8, 16, 32)),
        "32, 64": lambda: build_classifier(shape, classes, (32, 64)),
        "8, 16, avg": lambda: build_classifier(shape, classes, (8, 16), pool="avg"),
        "8, 16, 5 by 5": lambda: build_classifier(shape, classes, (8, 16), kernel_size=5),
    }
    for seed in (1, 2, 3):
        print(f"seed {seed}:")
        for row in compare_architectures(builders, *data, *val, epochs=10, seed=seed):
            print(f"  {row['name']:14} {row['params']:6} parameters {row['val_accuracy']:.3f} {row['seconds']:.1f} s")


def main():
    many, val = load(1600)
    few = tuple(part[:100] for part in many)
    images, labels = draw_shapes(400, IMAGE, CHANNELS, seed=99)
    test = (images / np.float32(255), labels)
    draw_samples()
    draw_augmentation()
    draw_learning_curves(few, many, val)
    compare_remedies(many, val)
    model = build(filters=(8, 16))
    before = model.weights[0].numpy()
    train(model, many, val, 30, patience=5)
    draw_filters(before, model.weights[0].numpy())
    draw_feature_maps(model, test[0][1])
    draw_confusion(model, test)
    compare(many, val)


if __name__ == "__main__":
    main()
