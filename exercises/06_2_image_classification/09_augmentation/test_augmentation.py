"""Public checks of augmentation: run them with `pytest` in this folder."""

import numpy as np
from augmentation import build_augmentation
from checking import assert_same


def call(model, images, training):
    """Calls the model and returns its output: an array of real numbers of the same shape."""
    assert callable(model), f"expected a keras.Sequential, got {type(model).__name__}"
    output = model(images, training=training)
    assert output is not None, "the model returns None: is a `return` missing?"
    assert not isinstance(output, list | tuple | dict), "expected one array, got several"
    output = np.asarray(output)
    assert output.dtype.kind == "f", f"expected real numbers, got {output.dtype}"
    assert output.shape == images.shape, f"expected shape {images.shape}, got {output.shape}"
    return output


def changes(model, count=100):
    """Measures what the model does in training to `count` equal images.

    In the first channel, a dot is 6 pixels above the centre; in the second one 6 below; in the third one 6 to
    the right. Where they go tells all.

    Returns:
        Three arrays, each `(count,)`: whether an image is mirrored, by how many degrees the line from the upper
        dot to the lower one has been turned, and how long it is now, as a multiple of what it was.
    """
    y, x = np.mgrid[-16:17, -16:17]
    image = np.stack([np.exp(-((y - dy) ** 2 + (x - dx) ** 2) / 3) for dy, dx in [(-6, 0), (6, 0), (0, 6)]], axis=-1)
    output = call(model, np.repeat(image[np.newaxis].astype("float32"), count, axis=0), training=True)
    # What fills the edges is the same in all channels, so this takes it away.
    output = output - output.min(axis=-1, keepdims=True)
    output = output * (np.hypot(y, x) < 16)[..., np.newaxis]
    weight = output.sum(axis=(1, 2))
    assert (weight > 0.1).all(), "a dot has gone, which was 6 pixels from the centre of 33 x 33"
    dots = [(output * axis[..., np.newaxis]).sum(axis=(1, 2)) / weight for axis in (y, x)]
    (up_y, down_y, right_y), (up_x, down_x, right_x) = (dot.T for dot in dots)
    dy, dx = down_y - up_y, down_x - up_x
    mirrored = dy * (right_x - (up_x + down_x) / 2) < dx * (right_y - (up_y + down_y) / 2)
    return mirrored, np.degrees(np.arctan2(dx, dy)), np.hypot(dy, dx) / 12


def test_nothing_changes_at_inference():
    """With training=False, the images come back as they were, and there is nothing to train."""
    images = np.linspace(0, 1, 2 * 6 * 8 * 3, dtype="float32").reshape(2, 6, 8, 3)
    model = build_augmentation()
    assert_same(call(model, images, training=False), images)
    assert len(model.trainable_weights) == 0, "there are trainable weights"


def test_values_stay_between_0_and_1():
    """Black and white squares become grey at their borders, but nothing becomes darker than 0 or brighter than 1."""
    y, x = np.mgrid[:16, :16] // 4 % 2
    images = np.repeat((y != x).astype("float32")[np.newaxis, ..., np.newaxis], 30, axis=0)
    output = call(build_augmentation(), images, training=True)
    assert np.abs(output - images).max() > 0.1, "nothing has changed with training=True"
    assert output.min() >= -1e-6, f"expected no value below 0, got {output.min()}"
    assert output.max() <= 1 + 1e-6, f"expected no value above 1, got {output.max()}"


def test_half_of_the_images_are_mirrored():
    """Of 100 images about 50 are mirrored, and none stands on its head."""
    mirrored, degrees, _ = changes(build_augmentation())
    assert 25 <= mirrored.sum() <= 75, f"expected about 50 of 100 images to be mirrored, got {mirrored.sum()}"
    assert (abs(degrees) < 90).all(), "an image is upside down"


def test_angles_and_lengths():
    """No image is turned by more than 36 degrees; lengths stay between 0.9 and 1.11 of what they were."""
    _, degrees, lengths = changes(build_augmentation())
    # Where a dot is can be measured to about a tenth of a pixel.
    assert abs(degrees).max() < 39, f"an image is turned by {abs(degrees).max():.0f} degrees"
    assert degrees.min() < -3, f"images are turned to one side only, by {degrees.min():.1f} degrees or more"
    assert degrees.max() > 3, f"images are turned to one side only, by {degrees.max():.1f} degrees or less"
    assert lengths.min() > 0.86, f"a length is only {lengths.min():.2f} times what it was"
    assert lengths.max() < 1.16, f"a length is {lengths.max():.2f} times what it was"
    assert np.ptp(lengths) > 0.02, "there is no zoom"


def test_same_seed_gives_the_same():
    """Two models of the same seed agree in their first calls; the second call of one of them is another draw."""
    images = np.linspace(0, 1, 5 * 12 * 12, dtype="float32").reshape(5, 12, 12, 1) ** 2
    model, twin = build_augmentation(seed=4), build_augmentation(seed=4)
    first = call(model, images, training=True)
    assert_same(call(twin, images, training=True), first, atol=1e-5)
    assert np.abs(call(model, images, training=True) - first).max() > 1e-3, "the second call gives the same"


def test_mirrored_images_are_turned_to_both_sides():
    """With a seed, too, the angle has nothing to do with the mirroring."""
    mirrored, degrees, _ = changes(build_augmentation(seed=4))
    assert mirrored.any(), "no image is mirrored"
    to_the_left = degrees[mirrored] > 0
    assert 0.1 < to_the_left.mean() < 0.9, "nearly all mirrored images are turned to the same side"
