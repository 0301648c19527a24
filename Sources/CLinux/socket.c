#include "CLinux.h"

#include <sys/socket.h>
#include <sys/time.h>

int clinux_limit_sending(int socket, long milliseconds) {
    struct timeval limit = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000};
    return setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}
