// `npm run code -- NAME`: the code that the authenticator of a demo person shows now.
import { checkNode, install } from "./lib/install.mjs";
import { Sentence } from "./lib/project.mjs";
import { demoSecretOf, demoSignIns } from "./seed/people.mjs";

const [name = ""] = process.argv.slice(2);

try {
  checkNode();
  await install();
  const person = demoSignIns.find(({ signInName }) => signInName === name.toLowerCase());
  if (!person) throw new Sentence(`Name one of ${demoSignIns.map(({ signInName }) => signInName).join(", ")}.`);
  const { Secret, TOTP } = await import("otpauth");
  const totp = new TOTP({ secret: Secret.fromBase32(demoSecretOf(person.signInName)) });
  const seconds = Math.ceil(totp.remaining() / 1000);
  console.log(`${totp.generate()}   ${person.name}, for ${seconds} s more. Each code works once.`);
} catch (error) {
  console.error(error instanceof Sentence ? error.message : error);
  process.exitCode = 1;
}
