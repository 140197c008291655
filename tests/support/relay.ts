import { connect, createServer, type Socket } from "node:net";

export type Relay = {
  /** The database's address through the relay. */
  url: string;
  /** Round trips so far: how often a client spoke that had nothing left to be answered. */
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
    const open: string[] = [];
    const asked = readMessages(true, (type) => {
      // A sync or a simple query is answered when the server is ready again, a flush by what it describes.
      if (ENDS.has(type)) open.push(type);
    });
    const answered = readMessages(false, (type) => {
      const first = open[0];
      if (first === "H" ? type === "T" || type === "n" || type === "E" : type === "Z") open.shift();
    });
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
    // What a client says may come in pieces: the turn is over when it waits for an answer.
    let speaking = false;
    const cut = () => {
      planned = null;
      happened = true;
      client.destroy();
      upstream.destroy();
    };
    client.on("data", (chunk) => {
      if (open.length === 0 && !speaking) trips += 1;
      asked(chunk);
      speaking = open.length === 0;
      if (planned?.at === trips && !planned.heard) return cut();
      upstream.write(chunk);
    });
    // The client may be writing the rest of what it says: an answer is delivered when it has come to the end of it.
    let delivered = Promise.resolve();
    upstream.on("data", (chunk) => {
      speaking = false;
      delivered = delivered.then(aFewTurns).then(() => {
        answered(chunk);
        // The server is to have done all it was asked for in this turn.
        if (planned?.at !== trips) client.write(chunk);
        else if (open.length === 0) cut();
      });
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

/** Repeats something until it takes exactly so many turns: then nothing has to be read for it, and all was as it was assumed. */
export async function settle(relay: Relay, turns: number, run: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const before = relay.trips();
    await run();
    if (relay.trips() - before === turns) return;
  }
  throw new Error(`It never takes ${turns} turns`);
}

async function aFewTurns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => setImmediate(next));
}

const ENDS = new Set(["start", "S", "Q", "H"]);

/** Reads the types of the messages in one direction; a client's first has none. */
function readMessages(starts: boolean, told: (type: string) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let first = starts;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = first ? 0 : 1;
      if (rest.length < head + 4) return;
      const length = head + rest.readUInt32BE(head);
      if (rest.length < length) return;
      told(first ? "start" : String.fromCharCode(rest[0] as number));
      first = false;
      rest = rest.subarray(length);
    }
  };
}
