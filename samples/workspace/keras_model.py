"""The same digits in Keras, where defaults differ."""

import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((784,)),
        layers.Dense(256, kernel_initializer="he_normal"),
        layers.LeakyReLU(),
        layers.BatchNormalization(),
        layers.Dense(96, activation="elu"),
        layers.Dense(96, activation="sigmoid"),
        layers.Dropout(0.2),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
