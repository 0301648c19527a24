#include "CFuzzing.h"

static const uint8_t *input;
static size_t input_size;

/* In the Swift target. */
void fuzzing_try_input(size_t size);

uint8_t fuzzing_input_byte(size_t index) { return index < input_size ? input[index] : 0; }

/* libFuzzer calls this for each input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    input = data;
    input_size = size;
    fuzzing_try_input(size);
    return 0;
}
