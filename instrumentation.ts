/** Runs once when a server starts, before it answers. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ refuseToStart }, { assertKeysFit }] = await Promise.all([
    import("./db/refuse-to-start"),
    import("./lib/customers/assert-keys-fit"),
  ]);
  await refuseToStart(assertKeysFit);
  (await import("./lib/web/own-socket")).trustOwnSocketOnly();
  const [{ jobsDatabase }, { readAhead }, { keepScreening }, { keepSealing }, { keepSending }, { logFailure }] =
    await Promise.all([
      import("./db/client"),
      import("./lib/accounts/read-ahead"),
      import("./lib/operations/keep-screening"),
      import("./lib/operations/keep-sealing"),
      import("./lib/operations/keep-sending"),
      import("./lib/web/log"),
    ]);
  keepSealing((error) => logFailure(error, { reference: "sealing", act: "seal" }));
  keepScreening((error) => logFailure(error, { reference: "screening", act: "screen" }));
  keepSending((error) => logFailure(error, { reference: "sending", act: "mail" }));
  // The server answers meanwhile: what is not known yet is read when it is needed.
  readAhead(jobsDatabase()).catch((error) => logFailure(error, { reference: "reading ahead", act: "read ahead" }));
}
