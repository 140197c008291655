// postgres.js 3.4.9 crashes, hangs or splits a transaction when the server dies under it (porsager/postgres #1066,
// #1154, #1208). A patch of the pinned version, run after every install: a postinstall is lost with --ignore-scripts.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PINNED = "3.4.9";

// Each edit: what must stand in the file, once (or what an earlier patch left there), and what stands there afterwards.
const connection = [
  // A write queued for the next tick may find the socket gone: the query fails, the process does not.
  [
    "    const x = socket.write(chunk, fn)\n",
    "    if (!socket)\n      return lost()\n\n    const x = socket.write(chunk, fn)\n",
  ],
  // What a dead socket leaves behind must not reach the next one: an old chunk with its timer set stalls it for good,
  // and a query begun between the error and the close was never answered.
  [
    "    socket.removeAllListeners()\n    socket = null\n\n    if (initial)\n      return reconnect()\n\n    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))\n",
    "    socket.removeAllListeners()\n    socket = null\n    chunk = nextWriteTimer = null\n\n    closedTime = performance.now()\n    if (initial) {\n      delay = 100\n      return reconnect()\n    }\n\n    lost()\n",
  ],
  [
    "  function connectTimedOut() {\n",
    `  function lost() {
    const err = Errors.connection('CONNECTION_CLOSED', options, null)
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    stream && (stream.destroy(err), stream = null)
    query && queryError(query, err)
    while (sent.length)
      queryError(sent.shift(), err)
    query = results = errorResponse = null
    result = new Result()
    ended && (ended(), ending = ended = null)
    return true
  }

  function connectTimedOut() {
`,
  ],
  // Nobody awaits this one: lost with its connection, it would end the process as an unhandled rejection.
  ["        return fetchArrayTypes()\n", "        return fetchArrayTypes().catch(noop)\n"],
];

// A value that cannot be written fails its own query alone. The driver failed the one before it, and left this one in
// line without having sent it: from there on every answer of the connection went to the query before the one that asked.
connection.push([
  "    } catch (error) {\n      sent.length === 0 && write(Sync)\n      errored(error)\n      return true\n    }\n",
  "    } catch (error) {\n      queryError(q, error)\n      write(Sync)\n      return true\n    }\n",
]);

// A statement larger than a socket's buffer held back all that were to follow it until it was answered: the server stood
// still while the next was written. What is under way is bounded by the calls of a batch. And what one turn of the program
// says is sent in one piece, up to a size that is worth beginning with.
connection.push(
  [
    "      return write(toBuffer(q))\n        && !q.describeFirst\n",
    "      return (write(toBuffer(q)), true)\n        && !q.describeFirst\n",
  ],
  ["    if (fn || chunk.length >= 1024)\n", "    if (fn || chunk.length >= 65536)\n"],
);

// A statement that the server does not know any more is sent again, but not in a transaction: that has failed, and what is sent
// again would stand behind its COMMIT, outside of it.
connection.push([
  "        : query.prepared && retryRoutines.has(errorResponse.routine)\n",
  "        : query.prepared && !(connection.reserved && !connection.reserved.release) && retryRoutines.has(errorResponse.routine)\n",
]);

const index = [
  // After its connection is lost, a transaction must not go on: the driver would run its next statements on a new
  // session, outside any transaction, and commit them one by one. Nor where BEGIN was refused.
  // BEGIN goes out with what follows it, where that is asked for (`early`): everything else waits for its answer.
  [
    "      await sql.unsafe('begin ' + options.replace(/[^a-z ]/ig, ''), [], { onexecute }).execute()\n      return await Promise.race([\n        scope(connection, fn),\n        new Promise((_, reject) => connection.onclose = reject)\n      ])\n    } catch (error) {\n",
    `      const begun = sql.unsafe('begin ' + options.replace(/[^a-z ]/ig, ''), [], { onexecute }).execute()
      const failed = new Promise((_, reject) => lose = e => {
        lost = e
        while (queries.length)
          queries.shift().reject(e)
        reject(e)
      })
      failed.catch(() => { /* noop */ })
      begun.then(() => answered = true, lose)
      await Promise.race([new Promise(resolve => executing = resolve), begun])
      connection.queue === full && move(connection, reserved)
      return await Promise.race([scope(connection, fn), failed])
    } catch (error) {
`,
  ],
  [
    "    let savepoints = 0\n      , connection\n      , prepare = null\n",
    "    let savepoints = 0\n      , connection\n      , answered = false\n      , executing\n      , lose\n      , lost = null\n      , prepare = null\n",
  ],
  [
    "        q.catch(e => uncaughtError || (uncaughtError = e))\n        c.queue === full\n",
    "        q.catch(e => uncaughtError || (uncaughtError = e))\n        if (lost)\n          return q.reject(lost)\n\n        c.queue === full || (!answered && !sql.early)\n",
  ],
  // What had to wait goes out together, as far as it can, and not one at a time.
  [
    "      connection = c\n      move(c, reserved)\n      c.reserved = () => queries.length\n        ? c.execute(queries.shift())\n        : move(c, reserved)\n",
    `      connection = c
      move(c, reserved)
      c.onclose = e => lose(e)
      c.reserved = () => {
        move(c, reserved)
        while (queries.length && c.queue === reserved)
          c.execute(queries.shift()) || move(c, full)
      }
      executing()
`,
  ],
  // A transaction may end before its last statements are answered: COMMIT goes out behind them. It has failed when one of them
  // has, or when the server says that it rolled back. A savepoint is left only when all inside of it is answered, and so is a
  // transaction of which something has not been sent yet: it may be what cannot be written.
  // What comes after its end, from work that went on when another part of it had failed, would run outside of it.
  [
    "        q.catch(e => uncaughtError || (uncaughtError = e))\n        if (lost)\n",
    `        last = q
        if (outer() || over && !/^(commit|rollback|prepare transaction)/.test(q.strings[0]))
          return q.reject(Errors.generic('TRANSACTION_OVER', 'The transaction is over'))

        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
`,
  ],
  [
    "      let uncaughtError\n        , result\n",
    "      let uncaughtError\n        , last\n        , over = false\n        , result\n",
  ],
  [
    "        if (uncaughtError)\n          throw uncaughtError\n      } catch (e) {\n",
    "        last && (name || queries.length || c.queue === full) && await last.catch(() => { /* noop */ })\n        if (uncaughtError)\n          throw uncaughtError\n        over = true\n      } catch (e) {\n        over = true\n",
  ],
  [
    "          : await sql`commit`\n      }\n",
    `          : await sql\`commit\`.then(({ command }) => {
              if (uncaughtError || command !== 'COMMIT')
                throw uncaughtError || new Error('The transaction was rolled back')
            })
      }
`,
  ],
  // A savepoint is over when what it stands in is.
  ["    async function scope(c, fn, name) {\n", "    async function scope(c, fn, name, outer = () => false) {\n"],
  [
    "        return scope(c, fn, 's' + savepoints++ + (name ? '_' + name : ''))\n",
    "        return scope(c, fn, 's' + savepoints++ + (name ? '_' + name : ''), () => over || outer())\n",
  ],
  // The mark that db/client.ts looks for; last, so that it stands only when all of the above do.
  [
    [
      "Object.assign(Postgres, {\n  PostgresError,\n",
      "Object.assign(Postgres, {\n  survivesLostConnections: 1,\n  PostgresError,\n",
    ],
    "Object.assign(Postgres, {\n  survivesLostConnections: 2,\n  PostgresError,\n",
  ],
];

/** Patches the installed driver; harmless when it is patched already. Answers whether anything was changed. */
export function patchDriver(root = new URL("../", import.meta.url)) {
  const home = new URL("node_modules/postgres/", root);
  if (!existsSync(home)) throw new Error("The database driver is not installed. Run npm ci.");
  const { version } = JSON.parse(readFileSync(new URL("package.json", home), "utf8"));
  if (version !== PINNED)
    throw new Error(`The database driver is ${version}, and its patch is for ${PINNED}. Run npm ci.`);
  let changed = false;
  for (const build of ["src/", "cjs/src/"]) {
    changed = patch(new URL(`${build}connection.js`, home), connection) || changed;
    changed = patch(new URL(`${build}index.js`, home), index) || changed;
  }
  return changed;
}

function patch(file, edits) {
  const text = readFileSync(file, "utf8");
  let patched = text;
  for (const [befores, after] of edits) {
    if (patched.includes(after)) continue;
    const before = [befores].flat().find((each) => patched.split(each).length === 2);
    if (before === undefined) {
      throw new Error(`${fileURLToPath(file)} is not the driver this patch knows. Remove node_modules and run npm ci.`);
    }
    patched = patched.replace(before, () => after);
  }
  if (patched !== text) writeFileSync(file, patched);
  return patched !== text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(patchDriver() ? "The database driver is patched." : "The database driver was patched already.");
}
