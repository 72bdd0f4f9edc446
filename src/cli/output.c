#include "cli/output.h"
#include <errno.h>
#include <unistd.h>

void output_start(Output *out, int fd) {
    out->fd = fd;
    out->error = 0;
    out->terminal = isatty(fd);
    out->after_c2 = false;
    out->len = 0;
}

static void write_all(Output *out, const char *bytes, size_t n) {
    while (n && !out->error) {
        ssize_t written = write(out->fd, bytes, n);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            out->error = errno;
            return;
        }
        bytes += written;
        n -= (size_t)written;
    }
}

bool output_flush(Output *out) {
    write_all(out, out->buffer, out->len);
    out->len = 0;
    return !out->error;
}

bool output_put(Output *out, Str bytes) {
    if (out->error) return false;
    if (bytes.len > sizeof out->buffer - out->len && !output_flush(out)) return false;
    if (bytes.len > sizeof out->buffer) {
        write_all(out, bytes.at, bytes.len);
        return !out->error;
    }
    if (bytes.len) memcpy(out->buffer + out->len, bytes.at, bytes.len);
    out->len += bytes.len;
    return true;
}

/* The controls U+0080 to U+009F are C2 80 to C2 9F: some terminals obey them like escape sequences. */
static bool is_c1_end(unsigned char byte) { return byte >= 0x80 && byte <= 0x9f; }

static bool put_guarded(Output *out, unsigned char byte) {
    bool held = out->after_c2;
    out->after_c2 = byte == 0xc2;
    if (held && is_c1_end(byte)) return output_put(out, S("?"));
    if (held && !output_put(out, S("\xc2"))) return false;
    if (byte == 0xc2) return true;
    bool is_control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
    return output_put(out, is_control ? S("?") : (Str){ (const char *)&byte, 1 });
}

bool output_sink(void *output, const char *bytes, size_t n) {
    Output *out = output;
    if (!out->terminal) return output_put(out, (Str){ bytes, n });
    for (size_t i = 0; i < n; i++)
        if (!put_guarded(out, (unsigned char)bytes[i])) return false;
    return true;
}
