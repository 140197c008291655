import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import postgres from "postgres";

type Device = { remove: () => Promise<void> };

/** A device in the browser that makes and uses passkeys, and asks nobody. */
export async function withDevice(page: Page): Promise<Device> {
  const { cdp, authenticatorId } = await plugIn(page, "internal");
  return { remove: () => cdp.send("WebAuthn.clearCredentials", { authenticatorId }).then(() => undefined) };
}

/**
 * A key of a demo person, as they carry one, in the browser of a colleague. The bank knows it already: to add it on a
 * screen would begin a new session of theirs, which the tests beside this one share.
 */
export async function withKeyOf(page: Page, signInName: string): Promise<Device> {
  const { cdp, authenticatorId } = await plugIn(page, "usb");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  const cose = `a5010203262001215820${hex(x)}225820${hex(y)}`;
  const credential = randomBytes(32);
  const userHandle = randomBytes(16).toString("base64");
  await cdp.send("WebAuthn.addCredential", {
    authenticatorId,
    credential: {
      credentialId: credential.toString("base64"),
      isResidentCredential: true,
      rpId: new URL(page.url()).hostname,
      privateKey: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
      userHandle,
      signCount: 0,
    },
  });
  const id = randomUUID();
  await inBank(
    (sql) => sql`
      insert into passkeys (id, user_id, credential_id, public_key, counter, name)
      select ${id}, u.id, ${credential.toString("base64url")}, decode(${cose}, 'hex'), 0, 'Carried key'
      from users u where u.sign_in_name = ${signInName}`,
  );
  return {
    remove: async () => {
      await inBank((sql) => sql`update passkeys set removed_at = now() where id = ${id}`);
      await cdp.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    },
  };
}

async function plugIn(page: Page, transport: "internal" | "usb") {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

const hex = (part: string) => Buffer.from(part, "base64url").toString("hex");

async function inBank(change: (sql: postgres.Sql) => PromiseLike<unknown>): Promise<void> {
  const sql = postgres(process.env.DATABASE_ADMIN_URL ?? "", { max: 1 });
  await change(sql);
  await sql.end();
}
