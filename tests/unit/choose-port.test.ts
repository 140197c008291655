import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { choosePort, freePort } from "../../scripts/lib/ports.mjs";

let other: Server;
let taken = 0;
beforeAll(async () => {
  taken = await freePort();
  other = createServer();
  await new Promise<void>((done) => {
    other.listen(taken, "127.0.0.1", done);
  });
});
afterAll(() => other.close());

describe("the port that the bank serves on", () => {
  it("is the one that was set, when it is free", async () => {
    const free = await freePort();
    expect(await choosePort({ PORT: String(free) })).toBe(free);
  });

  it("is never another than the one that was set", async () => {
    await expect(choosePort({ PORT: String(taken) })).rejects.toThrow(
      `Port ${taken} is taken by another program. End that program, or set PORT to another.`,
    );
  });

  it.each([4190, 6000, 6666, 10_080])("is never %i, which no browser opens", async (port) => {
    await expect(choosePort({ PORT: String(port) })).rejects.toThrow(
      `No browser opens port ${port}: it is kept for another service. Set PORT to another, 3000 for one.`,
    );
  });

  it("stays where the bank's address leads", async () => {
    await expect(choosePort({ APP_ORIGIN: "https://bank.example" }, taken)).rejects.toThrow(
      `Port ${taken} is taken by another program, and APP_ORIGIN names https://bank.example.`,
    );
  });

  it("moves on when nobody asked for one, and says so", async () => {
    const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const chosen = await choosePort({}, taken);
    expect(chosen).not.toBe(taken);
    expect(said).toHaveBeenCalledWith(expect.stringContaining(`the bank serves on ${chosen}`));
    said.mockRestore();
  });

  it.each(["0", "65536", "80a", "-1", "3000.5"])("is no %s", async (wanted) => {
    await expect(choosePort({ PORT: wanted })).rejects.toThrow(`PORT is ${wanted}; it must be a number`);
  });
});
