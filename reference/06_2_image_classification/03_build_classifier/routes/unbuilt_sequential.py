"""Sequential without an Input, with activations as layers of their own, and the dropout before flatten."""

from keras import Sequential, layers


def build_classifier(input_shape, num_classes, filters=(8, 16), kernel_size=3, pool="max", dropout=0.0):
    stages = []
    for count in list(filters):
        stages.append(layers.Conv2D(filters=count, kernel_size=kernel_size, strides=1, padding="same"))
        stages.append(layers.ReLU())
        if pool == "max":
            stages.append(layers.MaxPooling2D())
        elif pool == "avg":
            stages.append(layers.AveragePooling2D(2))
        else:
            raise ValueError(pool)
    if dropout != 0:
        stages.append(layers.Dropout(dropout))
    stages += [layers.Flatten(), layers.Dense(num_classes), layers.Softmax()]
    return Sequential(stages)
