import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Command } from 'commander'
import pc from 'picocolors'
import type { OpenOrderService, OpenWarehouse, Order, OrderDesk, WarehouseDesk } from '../../../exercises/shop.ts'
import { adoptBroker } from '../broker/launch.ts'
import { findChapter } from '../chapters.ts'
import { beginRun, joinRun } from '../current-run.ts'
import { onDesk } from '../learner/desk.ts'
import { checkout } from '../paths.ts'
import { fail } from './shared.ts'

/** Customers come this often: slow enough to follow in a debugger. */
const everyMs = 1_000

interface Module {
  openWarehouse: OpenWarehouse
  openOrderService: OpenOrderService
}

/**
 * `npm run role 1`: runs your file in this very process, so that a debugger stops in it, against a broker that lives until
 * you end it. The lab plays the other role. Nothing is broken, and nothing is judged.
 */
export async function main(args: string[]): Promise<void> {
  const program = new Command('npm run role --')
    .description('Runs your file in this process, for a debugger, against a broker that is kept until Ctrl-C.')
    .argument('<chapter>', 'number or slug')
    .action(run)
  await program.parseAsync(args, { from: 'user' }).catch(fail)
}

async function run(wanted: string): Promise<void> {
  const { edit } = findChapter(wanted)
  await beginRun(1)
  const { run, launch } = await joinRun()
  const broker = await adoptBroker(launch, run)
  const amqpUrl = broker.url(broker.vhosts[0] as string)
  console.log(pc.dim(`The broker: ${amqpUrl} · Ctrl-C ends it`))
  const mine = (await import(onDesk(edit))) as Module
  const cast = async (kind: string) => (await import(resolve(checkout, `test/lab/cast/${kind}.ts`))) as Module
  const desk = { amqpUrl, queue: 'orders', exchange: 'shop', dataDir: run.data('role'), ship }
  if (mine.openWarehouse !== undefined) await runWarehouse(mine, await cast('order-service'), desk)
  else await runOrderService(mine, await cast('warehouse'), desk)
}

async function runWarehouse(mine: Module, { openOrderService }: Module, desk: WarehouseDesk & OrderDesk) {
  await mine.openWarehouse(desk) // it declares the queue
  await placeForEver(await openOrderService(desk))
}

async function runOrderService(mine: Module, { openWarehouse }: Module, desk: WarehouseDesk & OrderDesk) {
  const orderService = await mine.openOrderService(desk)
  await openWarehouse(desk).catch((error) => console.log(pc.yellow(`No warehouse: ${error.message}`)))
  await placeForEver(orderService)
}

async function placeForEver({ place }: Awaited<ReturnType<OpenOrderService>>): Promise<never> {
  for (let count = 1; ; count += 1) {
    const order: Order = { id: `order-${count}`, sku: 'teapot', quantity: 1 }
    const answer = place(order).then(
      () => 'accepted',
      (error) => `refused: ${error.message}`,
    )
    console.log(`${order.id}  placed`)
    void answer.then((text) => console.log(`${order.id}  ${text}`))
    await pause(everyMs)
  }
}

async function ship({ id }: Order): Promise<void> {
  console.log(`${id}  ship(): on the truck`)
}
