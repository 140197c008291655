/** Runs once when a server starts, before it answers. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ refuseToStart }, { assertKeysFit }] = await Promise.all([
    import("./db/refuse-to-start"),
    import("./lib/customers/assert-keys-fit"),
  ]);
  await refuseToStart(assertKeysFit);
  (await import("./lib/web/own-socket")).trustOwnSocketOnly();
  const [{ keepScreening }, { keepSealing }, { keepSending }, { logFailure }] = await Promise.all([
    import("./lib/operations/keep-screening"),
    import("./lib/operations/keep-sealing"),
    import("./lib/operations/keep-sending"),
    import("./lib/web/log"),
  ]);
  keepSealing((error) => logFailure(error, { reference: "sealing", act: "seal" }));
  keepScreening((error) => logFailure(error, { reference: "screening", act: "screen" }));
  keepSending((error) => logFailure(error, { reference: "sending", act: "mail" }));
}
