import { isBankError, statusOf } from "@/lib/core/errors";
import { loadList } from "@/lib/screening/load-list";
import type { ListFiles } from "@/lib/screening/read-list";
import { loadListInput } from "@/lib/screening/schema";
import { readForm } from "@/lib/web/form-input";
import { assertSameOrigin } from "@/lib/web/origin";
import { plainPage } from "@/lib/web/plain-page";
import { staffFor } from "@/lib/web/session";

/**
 * Takes the files of a list: a server action carries 64 kB at most. A browser without scripts is answered with pages, the
 * form's own script with JSON.
 */
export async function POST(request: Request): Promise<Response> {
  await assertSameOrigin();
  const ctx = await staffFor("screening.load")();
  const scripted = request.headers.get("accept") === "application/json";
  try {
    const form = readForm(loadListInput, await request.formData());
    if (form.status !== "success") return refused(scripted, 422, firstSentence(form.error));
    const { names, aliases, addresses, ...input } = form.value;
    const files: ListFiles = {
      names: await bytesOf(names),
      aliases: await bytesOf(aliases),
      addresses: await bytesOf(addresses),
    };
    const loaded = await loadList(ctx, { ...input, files });
    return done(scripted, "pending" in loaded ? `/approvals/${loaded.pending}` : "/screening/lists");
  } catch (error) {
    if (!isBankError(error)) throw error;
    return refused(scripted, statusOf[error.code], error.sentence);
  }
}

function done(scripted: boolean, href: string): Response {
  return scripted ? Response.json({ href }) : new Response(null, { status: 303, headers: { location: href } });
}

function bytesOf(file: File): Promise<Uint8Array>;
function bytesOf(file: File | undefined): Promise<Uint8Array | undefined>;
async function bytesOf(file: File | undefined): Promise<Uint8Array | undefined> {
  return file && new Uint8Array(await file.arrayBuffer());
}

function firstSentence(errors: Record<string, string[] | null> | null | undefined): string {
  return Object.values(errors ?? {}).flatMap((one) => one ?? [])[0] ?? "This form could not be read. Open it again.";
}

function refused(scripted: boolean, status: number, sentence: string): Response {
  return scripted ? Response.json({ sentence }, { status }) : plainPage(status, "Not loaded", escaped(sentence));
}

const escaped = (text: string) => text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`);
