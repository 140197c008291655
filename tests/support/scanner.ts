import { createServer, type Socket } from "node:net";
import { env } from "@/lib/core/env";

/** What scanners agree to find: a line that harms nobody. */
export const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

export type FakeScanner = {
  /** The files it was given, as they came. */
  seen: Buffer[];
  /** From now on it answers this, or hangs up. */
  answer: (words: string | null) => void;
  close: () => Promise<void>;
};

/** A clamd of the test, put into the settings: it speaks the protocol and knows one virus. */
export async function fakeScanner(): Promise<FakeScanner> {
  const seen: Buffer[] = [];
  let fixed: string | null | undefined;
  const server = createServer((socket) => {
    let came = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("data", (part: Buffer) => {
      came = Buffer.concat([came, part]);
      if (came.toString("latin1") === "zPING\0") return reply(socket, "PONG");
      const file = fileIn(came);
      if (!file) return;
      seen.push(file);
      if (fixed === null) socket.destroy();
      else reply(socket, fixed ?? (file.includes(EICAR) ? "stream: Eicar-Signature FOUND" : "stream: OK"));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const at = server.address();
  if (!at || typeof at === "string") throw new Error("No port");
  scanAt(`tcp://127.0.0.1:${at.port}`);
  return {
    seen,
    answer: (words) => {
      fixed = words;
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** Sets the address of the scanner for this process, or takes it away. */
export function scanAt(address: string | undefined): void {
  (env() as { VIRUS_SCANNER_URL?: string | undefined }).VIRUS_SCANNER_URL = address;
}

/** The file of an INSTREAM question once its last piece has come. */
function fileIn(came: Buffer): Buffer | null {
  const head = "zINSTREAM\0";
  if (came.subarray(0, head.length).toString("latin1") !== head) return null;
  const pieces: Buffer[] = [];
  let at = head.length;
  while (at + 4 <= came.length) {
    const length = came.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(came.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

const reply = (socket: Socket, words: string) => socket.end(`${words}\0`);
