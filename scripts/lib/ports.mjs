import { connect, createServer } from "node:net";
import { Sentence } from "./project.mjs";

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

/**
 * The port that the bank serves on: 3000, or the next one that is free. A port that was set is served or none, and so is
 * 3000 where the bank's address is set: whoever names one has something that leads there.
 * @param {{ PORT?: string, APP_ORIGIN?: string }} settings
 */
export async function choosePort({ PORT: wanted, APP_ORIGIN: origin }, usual = 3000) {
  const port = wanted ? Number(wanted) : usual;
  if (!(Number.isInteger(port) && port > 0 && port < 65_536))
    throw new Sentence(`PORT is ${wanted}; it must be a number between 1 and 65535.`);
  if (await isFree(port)) {
    if (!(await isBarred(port))) return port;
    throw new Sentence(
      `No browser opens port ${port}: it is kept for another service. Set PORT to another, 3000 for one.`,
    );
  }
  if (wanted) throw new Sentence(`Port ${port} is taken by another program. End that program, or set PORT to another.`);
  if (origin)
    throw new Sentence(
      `Port ${port} is taken by another program, and APP_ORIGIN names ${origin}. Set PORT to the port that this address leads to.`,
    );
  let next = port + 1;
  while (next < port + 20 && !(await isFree(next))) next++;
  const chosen = await freePort(next);
  console.log(`  Port ${port} is taken by another program: the bank serves on ${chosen}. Set PORT to choose another.`);
  return chosen;
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

/** Whether browsers refuse to ask at this port, whoever listens: so does fetch, by the same published list. */
async function isBarred(port) {
  const error = await fetch(`http://127.0.0.1:${port}/`).catch((thrown) => thrown);
  return error instanceof Error && error.cause instanceof Error && error.cause.message === "bad port";
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
