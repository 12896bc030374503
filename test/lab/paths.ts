import { resolve } from 'node:path'

/** The checkout's top folder. */
export const checkout = resolve(import.meta.dirname, '../..')

/** Where unpacked brokers live. Ignored by git; delete it to get them again. A recording of a first run names an empty one. */
export const brokerFolder = resolve(checkout, process.env.ZERO_LOSS_BROKER || '.broker')

/** Where runs keep what they start and what they find. Ignored by git. */
export const runsFolder = resolve(checkout, '.runs')
