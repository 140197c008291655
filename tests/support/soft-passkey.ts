import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

/** What a test may get wrong on purpose. */
type Wrong = { origin?: string; host?: string; unverified?: boolean; challenge?: string };

/** A passkey in software: it answers as a browser with a device would, for the service tests. */
export class SoftPasskey {
  readonly id = randomBytes(32).toString("base64url");
  private readonly privateKey: KeyObject;
  private readonly coseKey: Buffer;
  counter = 0;

  constructor(private readonly origin = "http://localhost:3000") {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.privateKey = privateKey;
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    this.coseKey = Buffer.concat([
      Buffer.from("a5010203262001", "hex"),
      Buffer.from("215820", "hex"),
      Buffer.from(x, "base64url"),
      Buffer.from("225820", "hex"),
      Buffer.from(y, "base64url"),
    ]);
  }

  /** The answer to a request to make a passkey. */
  made({ challenge }: { challenge: string }, wrong: Wrong = {}) {
    const id = Buffer.from(this.id, "base64url");
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, this.coseKey]);
    const authData = this.authenticatorData(wrong, attested);
    // {"fmt": "none", "attStmt": {}, "authData": bytes}
    const attestationObject = Buffer.concat([
      Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746159", "hex"),
      uint16(authData.length),
      authData,
    ]);
    return {
      ...this.common(),
      response: {
        attestationObject: attestationObject.toString("base64url"),
        clientDataJSON: this.clientData("webauthn.create", challenge, wrong),
        transports: ["internal"],
      },
    };
  }

  /** The answer to a request to prove who somebody is. */
  signed({ challenge }: { challenge: string }, wrong: Wrong = {}) {
    this.counter += 1;
    const authData = this.authenticatorData(wrong);
    const clientDataJSON = this.clientData("webauthn.get", challenge, wrong);
    const hash = createHash("sha256").update(Buffer.from(clientDataJSON, "base64url")).digest();
    const signature = createSign("sha256")
      .update(Buffer.concat([authData, hash]))
      .sign(this.privateKey);
    return {
      ...this.common(),
      response: {
        authenticatorData: authData.toString("base64url"),
        clientDataJSON,
        signature: signature.toString("base64url"),
      },
    };
  }

  private common() {
    return { id: this.id, rawId: this.id, type: "public-key" as const, clientExtensionResults: {} };
  }

  private clientData(type: string, challenge: string, wrong: Wrong): string {
    const said = {
      type,
      challenge: wrong.challenge ?? challenge,
      origin: wrong.origin ?? this.origin,
      crossOrigin: false,
    };
    return Buffer.from(JSON.stringify(said)).toString("base64url");
  }

  private authenticatorData(wrong: Wrong, attested?: Buffer): Buffer {
    const host = wrong.host ?? new URL(this.origin).hostname;
    const present = 0x01;
    const verified = wrong.unverified ? 0 : 0x04;
    const flags = Buffer.from([present | verified | (attested ? 0x40 : 0)]);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([createHash("sha256").update(host).digest(), flags, counter, attested ?? Buffer.alloc(0)]);
  }
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
