import { existsSync, readFileSync } from "node:fs";
import { origin } from "./bank";
import { ask } from "./http";

export type Action = { id: string; name: string; path: string };

/** Every server action of the build that is being served, with a page it can be called on. */
export async function servedActions(): Promise<Action[]> {
  const { text } = await ask(origin, "/sign-in");
  const folders = [process.env.NEXT_DIST_DIR ?? ".next", ".next", ".data/build-test"];
  const build = folders.find(
    (folder) => existsSync(`${folder}/BUILD_ID`) && text.includes(readFileSync(`${folder}/BUILD_ID`, "utf8")),
  );
  if (!build) throw new Error("The served build is not in this folder");
  const manifest: { node: Record<string, { exportedName: string; workers: Record<string, unknown> }> } = JSON.parse(
    readFileSync(`${build}/server/server-reference-manifest.json`, "utf8"),
  );
  return Object.entries(manifest.node).flatMap(([id, { exportedName, workers }]) =>
    Object.keys(workers)
      .slice(0, 1)
      .map((worker) => ({ id, name: exportedName, path: worker.replace(/^app/, "").replace(/\/page$/, "") })),
  );
}
