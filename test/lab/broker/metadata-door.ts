import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

/** The file that opens the door, beside the node's other configuration. */
export const doorFile = 'zero-loss-door.erl'

/** How long the answer may take. Measured: 4 to 9 ms with 30 vhosts. */
const answerMs = 5_000

/** Erlang runs the file when the node has booted: the door opens a moment after the first client was let in. */
const askAgainMs = 50

/** Without the door: how old metadata must be to survive a crash. It reaches the disk up to 2 s late. */
const ageMs = 3_000

/**
 * Erlang that a node runs at its start. It answers each connection with "ok" when all that was declared before is on disk:
 * Mnesia keeps its log of transactions for up to 2 s in memory (disk_log's delayed write), and Ra keeps the names of
 * quorum queues in a dets table that is saved when nothing has changed for half a second. A crash in between loses a
 * queue that the client believes to be there. With Khepri, where this was not measured, it says that instead.
 * @param address '127.0.0.1', or '0.0.0.0' in a container
 */
export const doorScript = (port: number, address: string): string => `
spawn(fun() ->
  {ok, Address} = inet:parse_address("${address}"),
  {ok, Door} = gen_tcp:listen(${port}, [binary, {active, false}, {reuseaddr, true}, {ip, Address}]),
  Serve = fun Serve() ->
    {ok, Guest} = gen_tcp:accept(Door),
    Answer =
      try
        false = rabbit_khepri:is_enabled(),
        ok = mnesia:sync_log(),
        [ok = dets:sync(Table) || Table <- dets:all()],
        <<"ok">>
      catch
        _:Reason -> iolist_to_binary(io_lib:format("~0p", [Reason]))
      end,
    gen_tcp:send(Guest, Answer),
    gen_tcp:close(Guest),
    Serve()
  end,
  Serve()
end).
`

/** What makes a node run the file. The start script splits it at blanks, so the path may have none. */
export const doorArguments = (path: string): string => `-eval file:script("${path}").`

/**
 * Resolves when the metadata of everything that was declared before this call is on the disk of a node: by its own word,
 * and where it can't say so, after the time that it needs at most.
 * @returns what the node said
 */
export async function metadataOnDisk(door: { host: string; port: number }): Promise<string> {
  for (const begin = performance.now(); ; await pause(askAgainMs)) {
    const answer = await ask(door)
    if (answer === 'ok' || performance.now() - begin >= ageMs) return answer
  }
}

async function ask(door: { host: string; port: number }): Promise<string> {
  const socket = connect(door)
  socket.setTimeout(answerMs, () => socket.destroy(new Error(`no answer within ${answerMs} ms`)))
  return text(socket).catch((error: Error) => error.message)
}
