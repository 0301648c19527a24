#pragma once
#include <sasl/sasl.h>
