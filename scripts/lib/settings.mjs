// The settings of a start: what the environment says, then .env, then what this machine keeps for itself in .data.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DATA, ROOT, Sentence } from "./project.mjs";

const ADDRESSES = ["DATABASE_ADMIN_URL", "DATABASE_URL", "DATABASE_JOBS_URL"];

/** Reads the settings, makes missing secrets (0600), and says which database is meant. */
export function readSettings() {
  const settings = { ...dotEnv(), ...process.env };
  settings.BANK_MODE ||= "demo";
  if (!["demo", "production"].includes(settings.BANK_MODE)) throw new Sentence("BANK_MODE must be demo or production.");
  const given = ADDRESSES.filter((name) => settings[name]);
  if (given.length > 0 && given.length < ADDRESSES.length) {
    const missing = ADDRESSES.filter((name) => !settings[name]).join(" and ");
    throw new Sentence(
      `Of the three database addresses ${missing} is missing. Set all three to use a server of your own, or none for the embedded one.`,
    );
  }
  return { settings: { ...secrets(settings), ...settings }, embedded: given.length === 0 };
}

/** Makes the folder of this machine's own things, or says why that cannot be. */
export function openDataFolder() {
  try {
    // Under root the database runs as another user, who must be able to walk through. Files in it are closed.
    mkdirSync(DATA, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    // Asked by writing: what a folder says of itself is not what a read-only disk allows.
    writeFileSync(join(DATA, "writable"), "");
    rmSync(join(DATA, "writable"));
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes(error.code)) throw error;
    throw new Sentence(
      `The folder ${ROOT} cannot be written. The bank keeps its database, its build and its secrets there: copy the project to a folder of your own, or make this one writable.`,
    );
  }
}

function dotEnv() {
  const file = join(ROOT, ".env");
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, "utf8").matchAll(
    /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^#\n]*))/gm,
  );
  return Object.fromEntries(
    [...lines].map(([, name, double, single, bare]) => [name, double ?? single ?? bare.trim()]),
  );
}

/** In production the secrets are somebody's decision and come from outside; a demo makes its own and keeps them. */
function secrets(settings) {
  const makers = {
    AUTH_SECRET: () => randomBytes(48).toString("base64url"),
    PASSWORD_PEPPER: () => randomBytes(48).toString("base64url"),
    BANK_DATA_KEY: () => randomBytes(32).toString("base64"),
    // A real bank may do without: it signs heads, or does not.
    ...(settings.BANK_MODE === "demo" ? { BANK_SIGNING_KEY: signingKey } : {}),
  };
  const file = join(DATA, "secrets.json");
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const missing = Object.keys(makers).filter((name) => !settings[name] && !kept[name]);
  if (missing.length > 0 && settings.BANK_MODE === "production") {
    throw new Sentence(
      `Set ${missing.join(", ")}: in production a secret is not made up at the start. The file .env.example describes each.`,
    );
  }
  if (missing.length > 0) {
    for (const name of missing) kept[name] = makers[name]();
    writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  }
  return kept;
}

function signingKey() {
  return generateKeyPairSync("ed25519").privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
}
