#pragma once
#include <stddef.h>
#include <stdint.h>

/* The input that is being tried. Read byte by byte, so that no pointer comes to Swift. */
uint8_t fuzzing_input_byte(size_t index);
