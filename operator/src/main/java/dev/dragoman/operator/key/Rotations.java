package dev.dragoman.operator.key;
