import { existsSync } from 'node:fs'

const setpriv = '/usr/bin/setpriv'

/**
 * Words to put before a command line, so that the kernel kills the process when this one dies, even by SIGKILL,
 * and even while it is stopped. None where the system can't do that. See prctl(2), PR_SET_PDEATHSIG.
 */
export function dieWithParent(): string[] {
  return existsSync(setpriv) ? [setpriv, '--pdeathsig', 'KILL', '--'] : []
}
