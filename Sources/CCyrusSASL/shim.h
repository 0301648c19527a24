#pragma once
#include <sasl/sasl.h>
#include <sasl/saslplug.h>
