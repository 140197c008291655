import { connect, createServer, type Socket } from "node:net";

export type Relay = {
  /** The database's address through the relay. */
  url: string;
  /** Round trips so far: how often a client spoke again after it had been answered. */
  trips: () => number;
  /**
   * Cuts the client off at its so many-th turn from now: before the server hears it, or before the client hears the answer.
   * Answers whether the cut that was asked for before has happened.
   */
  cutAt: (turn: number | null, heard?: boolean) => boolean;
  close: () => Promise<void>;
};

/** Stands between a client and its server and counts how often they take turns. */
export async function openRelay(databaseUrl: string): Promise<Relay> {
  const target = new URL(databaseUrl);
  const [host, port] = [target.hostname, Number(target.port)];
  let trips = 0;
  let planned: { at: number; heard: boolean } | null = null;
  let happened = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, host);
    let answered = true;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    const cut = () => {
      planned = null;
      happened = true;
      client.destroy();
      upstream.destroy();
    };
    client.on("data", (chunk) => {
      if (answered) trips += 1;
      answered = false;
      if (planned?.at === trips && !planned.heard) return cut();
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      answered = true;
      if (planned?.at === trips) return cut();
      client.write(chunk);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The relay has no port");
  target.hostname = "127.0.0.1";
  target.port = String(address.port);
  return {
    url: target.href,
    trips: () => trips,
    cutAt(turn, heard = false) {
      const before = happened;
      happened = false;
      planned = turn === null ? null : { at: trips + turn, heard };
      return before;
    },
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}
