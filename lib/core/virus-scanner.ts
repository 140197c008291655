import { createConnection, type Socket } from "node:net";
import { env } from "./env";
import { refusal } from "./errors";

/** An idle scanner counts as away: a large file takes seconds, a busy one a little longer. */
const SILENCE_MS = 15_000;
const CHUNK = 64 * 1024;

/**
 * Has an uploaded file looked through by ClamAV before the bank keeps or reads it (control 61). Refuses `file_infected`,
 * and `scanner_away` when no clear answer comes: what nobody looked through is not kept. Without a scanner in the settings
 * nothing is asked.
 */
export async function assertNoVirus(content: Uint8Array, field?: string): Promise<void> {
  const address = env().VIRUS_SCANNER_URL;
  if (!address) return;
  const answer = await askScanner(address, instream(content)).catch(() => "");
  const [, virus] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
  if (virus) throw refusal("file_infected", { virus: virus.slice(0, 100) }, field);
  if (answer !== "stream: OK") throw refusal("scanner_away", undefined, field);
}

/** How the scanner of uploads stands: answering, not answering, or not set at all. */
export async function scannerState(): Promise<"answers" | "silent" | "unset"> {
  const address = env().VIRUS_SCANNER_URL;
  if (!address) return "unset";
  const answer = await askScanner(address, Buffer.from("zPING\0"), 2_000).catch(() => "");
  return answer === "PONG" ? "answers" : "silent";
}

/** The file in pieces, each behind its length, and a length of nothing behind the last. */
function instream(content: Uint8Array): Buffer {
  const parts: Uint8Array[] = [Buffer.from("zINSTREAM\0")];
  for (let at = 0; at < content.byteLength; at += CHUNK) {
    const piece = content.subarray(at, at + CHUNK);
    parts.push(lengthOf(piece.byteLength), piece);
  }
  return Buffer.concat([...parts, lengthOf(0)]);
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

/** One question to clamd, and its one answer, which ends with a zero byte. */
function askScanner(address: string, question: Buffer, silence = SILENCE_MS): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(new URL(address));
    let answer = "";
    socket.setTimeout(silence, () => socket.destroy(new Error("The virus scanner does not answer.")));
    socket.setEncoding("utf8");
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("The virus scanner hung up.")));
    socket.on("data", (text: string) => {
      answer += text;
      const end = answer.indexOf("\0");
      if (end === -1) return;
      resolve(answer.slice(0, end));
      socket.destroy();
    });
    socket.on("connect", () => socket.write(question));
  });
}

function connect({ protocol, hostname, port, pathname }: URL): Socket {
  if (protocol === "unix:") return createConnection({ path: decodeURIComponent(pathname) });
  return createConnection({ host: hostname.replace(/^\[|\]$/g, ""), port: Number.parseInt(port || "3310", 10) });
}
