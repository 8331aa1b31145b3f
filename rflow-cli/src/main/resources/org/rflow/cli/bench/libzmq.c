/*
 * The PUSH and PULL ends of libzmq, one message a frame or in batches of 64 KB, with the words and files of the Java
 * references: program name=value ...
 */
#include <endian.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

enum { BATCH = 64 << 10, LENGTH = 4, CLOCK_EVERY = 100, TEXT = 512, PATH = 4096 };

static const char *directory, *name, *to;
static int batches;
static uint32_t size = 16;
static int64_t warm_up, window_;

static void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, zmq_strerror(zmq_errno()));
    exit(1);
}

static int64_t nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void path_of(char *path, const char *fact, const char *suffix) {
    snprintf(path, PATH, "%s/%s%s", directory, fact, suffix);
}

static void tell(const char *fact, const char *suffix, const char *text) {
    char fresh[PATH], path[PATH];
    path_of(fresh, fact, ".fresh");
    path_of(path, fact, suffix);
    FILE *file = fopen(fresh, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0 || rename(fresh, path) != 0) {
        fail("cannot write a file");
    }
}

static void await(const char *fact, char *text) {
    char path[PATH];
    path_of(path, fact, "");
    FILE *file = NULL;
    for (int i = 0; i < 15000 && !file; i++) {
        file = fopen(path, "r");
        if (!file) {
            usleep(2000);
        }
    }
    if (!file) {
        fail("nothing was told in time");
    }
    text[fread(text, 1, TEXT - 1, file)] = 0;
    fclose(file);
}

/* what is being filled: the frame of one message, or a batch */
static zmq_msg_t frame;
static size_t filled;

static void flush(void *socket) {
    if (filled == 0) {
        return;
    }
    if (filled < zmq_msg_size(&frame)) {
        zmq_msg_t shorter;
        zmq_msg_init_size(&shorter, filled);
        memcpy(zmq_msg_data(&shorter), zmq_msg_data(&frame), filled);
        zmq_msg_close(&frame);
        frame = shorter;
    }
    if (zmq_msg_send(&frame, socket, 0) < 0) {
        fail("cannot send");
    }
    filled = 0;
}

static void send_one(void *socket, int64_t number, int64_t time) {
    size_t needed = batches ? LENGTH + size : size;
    if (filled > 0 && filled + needed > zmq_msg_size(&frame)) {
        flush(socket);
    }
    if (filled == 0) {
        zmq_msg_init_size(&frame, batches ? BATCH : size);
    }
    char *at = (char *) zmq_msg_data(&frame) + filled;
    if (batches) {
        uint32_t length = htobe32(size);
        memcpy(at, &length, LENGTH);
        at += LENGTH;
    }
    uint64_t head[2] = {htobe64((uint64_t) number), htobe64((uint64_t) time)};
    memset(at, 0, size);
    memcpy(at, head, sizeof head);
    filled += needed;
    if (!batches) {
        flush(socket);
    }
}

static void source(void *context) {
    char text[TEXT];
    void *socket = zmq_socket(context, ZMQ_PUSH);
    await(to, text);
    if (zmq_connect(socket, text) != 0) {
        fail("cannot connect");
    }
    int64_t sent = 0, now = nanos();
    send_one(socket, sent++, now);
    flush(socket);
    await("begun", text);
    now = nanos();
    int64_t end = now + warm_up + window_ + 300000000LL;
    while (now < end) {
        for (int i = 0; i < CLOCK_EVERY; i++) {
            send_one(socket, sent++, now);
        }
        now = nanos();
    }
    send_one(socket, -1 - sent, now);
    flush(socket);
    await("ended", text);
    zmq_close(socket);
}

/* as the Java tally: the clock is read every 256 messages */
static int64_t received, expected, disorders, all = -1, first, began, ended, at_begin, at_end;

static void arrived(const char *at) {
    uint64_t big;
    memcpy(&big, at, sizeof big);
    int64_t number = (int64_t) be64toh(big);
    if (number < 0) {
        all = -1 - number;
        return;
    }
    disorders += number != expected;
    expected = number + 1;
    received++;
    if (received % 256 != 1) {
        return;
    }
    int64_t now = nanos();
    if (!first) {
        first = now;
    } else if (!began && now - first >= warm_up) {
        began = now;
        at_begin = received;
    } else if (began && !ended && now - began >= window_) {
        ended = now;
        at_end = received;
    }
}

static void receive(void *socket) {
    zmq_msg_t in;
    zmq_msg_init(&in);
    if (zmq_msg_recv(&in, socket, 0) < 0) {
        fail("cannot receive");
    }
    const char *at = zmq_msg_data(&in), *end = at + zmq_msg_size(&in);
    while (batches && at < end) {
        uint32_t length;
        memcpy(&length, at, LENGTH);
        arrived(at + LENGTH);
        at += LENGTH + be32toh(length);
    }
    if (!batches) {
        arrived(at);
    }
    zmq_msg_close(&in);
}

static void sink(void *context) {
    char text[TEXT];
    size_t length = sizeof text;
    void *socket = zmq_socket(context, ZMQ_PULL);
    if (zmq_bind(socket, "tcp://127.0.0.1:*") != 0) {
        fail("cannot bind");
    }
    zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, text, &length);
    tell(name, "", text);
    receive(socket);
    tell("begun", "", name);
    while (all < 0) {
        receive(socket);
    }
    zmq_close(socket);
    snprintf(text, sizeof text,
        "received=%lld\nsent=%lld\ndisorders=%lld\nbegan=%lld\nended=%lld\nmeasured=%lld\n",
        (long long) received, (long long) all, (long long) disorders, (long long) began, (long long) ended,
        (long long) (at_end - at_begin));
    tell(name, ".report", text);
    tell("ended", "", name);
}

int main(int count, char **words) {
    for (int i = 2; i < count; i++) {
        char *value = strchr(words[i], '=');
        if (!value) {
            fprintf(stderr, "'%s' is not name=value\n", words[i]);
            return 1;
        }
        *value++ = 0;
        if (!strcmp(words[i], "directory")) {
            directory = value;
        } else if (!strcmp(words[i], "name")) {
            name = value;
        } else if (!strcmp(words[i], "to")) {
            to = value;
        } else if (!strcmp(words[i], "size")) {
            size = (uint32_t) atoi(value);
        } else if (!strcmp(words[i], "wire")) {
            batches = !strcmp(value, "BATCHES");
        } else if (!strcmp(words[i], "warm-up")) {
            warm_up = atoll(value) * 1000000;
        } else if (!strcmp(words[i], "window")) {
            window_ = atoll(value) * 1000000;
        }
    }
    if (count < 2 || !directory || !name || !to) {
        fprintf(stderr, "usage: libzmq source|sink directory=... name=... to=...\n");
        return 1;
    }
    void *context = zmq_ctx_new();
    if (!strcmp(words[1], "source")) {
        source(context);
    } else {
        sink(context);
    }
    zmq_ctx_term(context);
    return 0;
}
