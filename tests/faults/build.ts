import { BUILD, build, isBuilt, TEST_BUILD } from "../../scripts/lib/build.mjs";

/** The pages are built once, before the files that serve them start side by side. */
export default async function setup(): Promise<void> {
  await build(buildFolder());
}

/** The build that is served: the bank's own when it is of these sources, else one beside it. */
export const buildFolder = (): string => (isBuilt(BUILD) ? BUILD : TEST_BUILD);
