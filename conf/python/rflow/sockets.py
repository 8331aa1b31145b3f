"""ZeroMQ."""
import zmq


class Sockets:
    """All sockets, each with what hears its messages."""

    def __init__(self):
        self.secret = b""
        self.context = zmq.Context()
        self.poller = zmq.Poller()
        self.hearers = {}
        self.guard = self.open(zmq.REP, self.admit)
        self.guard.bind("inproc://zeromq.zap.01")

    def admit(self, version, request, *peer):
        """ZeroMQ asks who may connect to our ROUTERs (its RFC 27): whoever knows the secret."""
        known = peer[-2:] == (b"rflow", self.secret)
        self.guard.send_multipart([version, request, b"200" if known else b"400", b"", b"", b""])

    def open(self, kind, hear):
        socket = self.context.socket(kind)
        socket.linger = 500
        socket.sndhwm = socket.rcvhwm = 0  # credit bounds what is under way
        if kind == zmq.ROUTER:
            socket.plain_server = True
        elif kind == zmq.DEALER:
            socket.plain_username, socket.plain_password = b"rflow", self.secret
        self.hearers[socket] = hear
        self.poller.register(socket, zmq.POLLIN)
        return socket

    def close(self, socket):
        self.poller.unregister(socket)
        del self.hearers[socket]
        socket.close()

    def poll(self, millis):
        for socket, _ in self.poller.poll(millis):
            if socket in self.hearers:  # the one before may have closed it
                self.hearers[socket](*socket.recv_multipart())
