import "server-only";
import { isBankError, statusOf } from "../core/errors";

type File = { body: BodyInit; type: string; name: string };

/** A file for a browser to keep, or the sentence of what refuses it. */
export async function fileResponse(made: () => Promise<File>): Promise<Response> {
  try {
    const { body, type, name } = await made();
    return new Response(body, {
      headers: {
        "content-type": type,
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!isBankError(error)) throw error;
    return new Response(error.sentence, { status: statusOf[error.code] });
  }
}
