import { connect, createServer } from "node:net";

/** A port nobody listens on, the preferred one when it is free. */
export async function freePort(preferred) {
  if (preferred && (await isFree(preferred))) return preferred;
  return new Promise((done, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** Whether nobody listens on this port, on the loopback of IPv4 or of IPv6. */
export async function isFree(port) {
  if ((await accepts(port, "127.0.0.1")) || (await accepts(port, "::1"))) return false;
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });
}

/** Whether somebody accepts connections there. */
export function accepts(port, host = "127.0.0.1") {
  return new Promise((done) => {
    const socket = connect({ port, host, timeout: 2_000 });
    const end = (answer) => {
      socket.destroy();
      done(answer);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}
