"""Hidden checks of augmentation: what became of each image is measured, whatever the layers are.

All bounds that depend on chance are so wide that a right answer fails one of them less than once in a million times.
"""

import numpy as np
import pytest
from augmentation import build_augmentation
from checking import assert_same

# Images with a dot in each channel, at the corners of a triangle around the centre.
COUNT, HEIGHT, WIDTH, RADIUS = 192, 32, 36, 6
Y, X = np.arange(HEIGHT) - (HEIGHT - 1) / 2, np.arange(WIDTH) - (WIDTH - 1) / 2
DOTS = RADIUS * np.array([[1, 0], [-1 / 2, 3**0.5 / 2], [-1 / 2, -(3**0.5) / 2]])


def call(model, images, training):
    """Calls the model and returns its output, once it is known to be an array like the images."""
    assert callable(model), "expected a keras.Sequential"
    output = model(images.copy(), training=training)
    assert not isinstance(output, list | tuple | dict | None), "expected one array"
    output = np.asarray(output)
    assert output.dtype.kind == "f", "expected real numbers"
    assert output.shape == images.shape, "expected images of the same shape"
    assert np.isfinite(output).all(), "expected finite numbers"
    return output


def squares(rng, *shape):
    """Draws images of black and white squares, three pixels wide."""
    count, height, width, channels = shape
    coarse = rng.integers(0, 2, (count, -(-height // 3), -(-width // 3), channels)).astype("float32")
    return coarse.repeat(3, axis=1).repeat(3, axis=2)[:, :height, :width]


def share_that_differs(images, others):
    """Returns for which part of the images the other one is not the same."""
    return (np.abs(images - others).max(axis=(1, 2, 3)) > 1e-3).mean()


class Changes:
    """What a model has done to each of many equal images.

    A point at p (its row and column, from the centre) goes to matrix @ p + shift. A mirrored image counts as mirrored
    first and turned then. The angles are in degrees; of the two zoom factors the first is the larger one.
    """

    def __init__(self, model):
        distance = (Y[:, None, None] - DOTS[:, 0]) ** 2 + (X[:, None] - DOTS[:, 1]) ** 2
        image = np.exp(-distance / 3.4).astype("float32")
        output = call(model, np.repeat(image[None], COUNT, axis=0), True).astype(float)
        # Whatever fills the edges does so in all channels, and mirror images of the dots are in the corners.
        output = (output - output.min(axis=-1, keepdims=True)) * (np.hypot(Y[:, None], X) < 16)[..., None]
        weight = output.sum(axis=(1, 2))
        assert (weight > 0.1).all(), "a part of the image near its centre is lost"
        places = [np.einsum("nhwc,h->nc", output, Y), np.einsum("nhwc,w->nc", output, X)]
        places = np.stack(places, axis=-1) / weight[..., None]
        solution = np.linalg.solve(np.c_[DOTS, np.ones(3)], places)
        matrix, self.shift = solution[:, :2].swapaxes(1, 2), solution[:, 2]
        self.mirrored = np.linalg.det(matrix) < 0
        matrix[self.mirrored] *= [1, -1]
        self.angle = np.degrees(np.arctan2(matrix[:, 1, 0] - matrix[:, 0, 1], matrix[:, 0, 0] + matrix[:, 1, 1]))
        self.zoom = np.linalg.svd(matrix, compute_uv=False)


@pytest.mark.points(2)
def test_inference_leaves_images_as_they_are(rng):
    """With `training=False` the images come back unchanged, whatever their size is, and there is nothing to train."""
    for shape in [(3, 17, 12, 1), (2, 9, 14, 3)]:
        model = build_augmentation()
        images = rng.random(shape, "float32")
        assert_same(call(model, images, False), images)
        weights = getattr(model, "trainable_weights", None)
        assert isinstance(weights, list), "expected a Keras model"
        assert not weights, "there are trainable weights"


@pytest.mark.points(1)
def test_training_keeps_dtype_and_range(rng):
    """In training, most images change, but not their dtype, and all values stay between 0 and 1."""
    images = squares(rng, 24, 20, 25, 2)
    output = call(build_augmentation(), images, True)
    assert share_that_differs(output, images) > 0.7, "most images do not change"
    assert output.dtype == np.float32, "expected float32"
    assert output.min() >= -1e-6, "a value is below 0"
    assert output.max() <= 1 + 1e-6, "a value is above 1"


@pytest.mark.points(1)
def test_colours_stay(rng):
    """The image is moved about, and its colours stay: no other brightness or contrast, no noise, nothing erased."""
    size, inside, outside = 32, [0.9, 0.5, 0.2], [0.1, 0.3, 0.7]
    place = np.arange(size) - (size - 1) / 2
    disc = np.hypot(place[:, None], place) < 0.26 * size
    image = np.where(disc[..., None], inside, outside).astype("float32")
    output = call(build_augmentation(), np.repeat(image[None], 48, axis=0), True)
    assert share_that_differs(output, image) > 0.7, "most images do not change"
    # However the disc was moved, the centre of the image is still in it.
    centre = output[:, size // 2 - 1 : size // 2 + 1, size // 2 - 1 : size // 2 + 1]
    assert_same(centre, np.broadcast_to(np.float32(inside), centre.shape), atol=5e-3)


@pytest.mark.points(1)
def test_mirroring_is_left_for_right_and_for_half():
    """About half of the images are mirrored left for right, and none is upside down."""
    changes = Changes(build_augmentation())
    assert 0.32 < changes.mirrored.mean() < 0.68, "not about half of the images are mirrored left for right"
    assert (np.abs(changes.angle) < 90).all(), "an image is upside down"


@pytest.mark.points(1)
def test_angles_are_within_a_tenth_of_a_turn():
    """Images are turned to both sides, by at most a tenth of a full turn."""
    changes = Changes(build_augmentation())
    # An image that is upside down is the matter of another check.
    angle = changes.angle - 180 * np.round(changes.angle / 180)
    assert np.abs(angle).max() < 38.5, "an image is turned too far"
    assert angle.min() < -4, "no image is turned to one of the sides"
    assert angle.max() > 4, "no image is turned to one of the sides"


@pytest.mark.points(1)
def test_zoom_and_shift_are_within_a_tenth():
    """Images are zoomed, height and width, by at most a tenth, and if they are shifted, by no more than that."""
    changes = Changes(build_augmentation())
    assert changes.zoom.min() > 0.9 - 0.04, "an image is shrunk too much"
    assert changes.zoom.max() < 1 / 0.9 + 0.04, "an image is enlarged too much"
    assert np.abs(np.log(changes.zoom)).min(axis=1).max() > 0.02, "no image is zoomed in both height and width"
    # The shift may come first, and then be zoomed.
    limit = np.hypot(HEIGHT, WIDTH) / 10 / 0.9
    assert np.hypot(*changes.shift.T).max() < limit + 0.7, "an image is shifted too far"


@pytest.mark.points(1)
def test_each_image_and_each_call_is_drawn_anew(rng):
    """Equal images of a batch come back different, and so they do in the next call."""
    images = squares(rng, 1, 18, 21, 1).repeat(16, axis=0)
    model = build_augmentation()
    first, second = (call(model, images, True) for _ in range(2))
    assert share_that_differs(first[1:], first[:-1]) > 0.2, "equal images of a batch come back equal"
    assert share_that_differs(first, second) > 0.2, "the second call does what the first one did"


@pytest.mark.points(1)
def test_seed_decides_the_first_call(rng):
    """Models of the same seed agree in their first calls, those of others do not; the second call is another draw."""
    images = squares(rng, 6, 18, 15, 1)
    models = [build_augmentation(seed=seed) for seed in (0, 0, 7, 7)]
    zero, zero_again, seven, seven_again = (call(model, images, True) for model in models)
    second = call(models[0], images, True)
    assert_same(seven_again, seven, atol=1e-4)
    assert_same(zero_again, zero, atol=1e-4)
    assert share_that_differs(zero, seven) > 0, "another seed gives the same"
    assert share_that_differs(zero, second) > 0, "the second call does what the first one did"


@pytest.mark.points(1)
def test_changes_have_nothing_to_do_with_each_other():
    """With a seed, too, whether an image is mirrored, by how much it is turned and how it is zoomed are independent."""
    # Of the seeds, 0 is the one that most ways to make several of one confuse.
    changes = Changes(build_augmentation(0))
    size = np.log(changes.zoom).sum(axis=1)
    # Who turns first and mirrors then turns the mirrored ones to the other side.
    for angle in (changes.angle, np.where(changes.mirrored, -1, 1) * changes.angle):
        drawn = np.array([draws for draws in (changes.mirrored, angle, size) if np.ptp(1.0 * draws) > 0.02])
        assert len(drawn) > 1, "there is not even chance in two kinds of change"
        related = np.abs(np.corrcoef(drawn) - np.eye(len(drawn)))
        assert related.max() < 0.45, "one kind of change tells what another one will be"
