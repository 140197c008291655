import { connection } from "next/server";
import { database, sqlOf } from "@/db/client";

const DEADLINE_MS = 1_000;

/** Whether this process can serve people: the database answers within a second (control 74). */
export async function GET(): Promise<Response> {
  await connection();
  try {
    await Promise.race([sqlOf(database())`select 1`, late()]);
    return new Response("ready\n");
  } catch {
    return new Response("not ready: the database does not answer\n", { status: 503, headers: { "retry-after": "5" } });
  }
}

function late(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("late")), DEADLINE_MS).unref());
}
