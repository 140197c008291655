import type { Page } from "@playwright/test";

export type PasskeyDevice = {
  /** Forgets every passkey it made. */
  remove: () => Promise<void>;
  /** Is carried over to another screen. */
  carryTo: (page: Page) => Promise<void>;
};

/** A device in the browser that makes and uses passkeys, and asks nobody. */
export async function withDevice(page: Page): Promise<PasskeyDevice> {
  const { cdp, authenticatorId } = await plugIn(page);
  return {
    remove: () => cdp.send("WebAuthn.clearCredentials", { authenticatorId }).then(() => undefined),
    carryTo: async (other) => {
      const there = await plugIn(other);
      const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId });
      for (const credential of credentials)
        await there.cdp.send("WebAuthn.addCredential", { authenticatorId: there.authenticatorId, credential });
    },
  };
}

async function plugIn(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}
