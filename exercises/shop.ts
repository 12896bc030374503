/**
 * The shop that every exercise works for.
 *
 * An order service publishes orders, a warehouse consumes them and puts parcels on trucks.
 * On the wire an order is UTF-8 JSON, and `messageId` is the order's id.
 */

/** What a customer places. */
export interface Order {
  id: string
  sku: string
  quantity: number
}

/** What a warehouse is given when it opens. */
export interface WarehouseDesk {
  /** Where the broker is. It may die and come back at this address. */
  amqpUrl: string
  /** The queue that the order service publishes to. Declare it: nobody else does. */
  queue: string
  /** A folder of this warehouse that outlives its process, if you want one. */
  dataDir: string
  /** Puts the parcel on the truck. Resolves when it is on the truck; rejects when this order can't be shipped now. */
  ship(order: Order): Promise<void>
}

/** Starts a warehouse. Resolves when it is ready for orders, and leaves it running. */
export type OpenWarehouse = (desk: WarehouseDesk) => Promise<void>

/** What an order service is given when it opens. */
export interface OrderDesk {
  /** Where the broker is. It may die and come back at this address. */
  amqpUrl: string
  /** The queue that the warehouse consumes from. From chapter 03 on nobody else declares it: see to it that it is there. */
  queue: string
  /** From chapter 03 on: an exchange of your own, if you want one. Declare it, and bind the queue to it. */
  exchange: string
  /** From chapter 05 on: a folder of this order service that outlives its process. */
  dataDir: string
}

/** The producer, as the customer sees it. */
export interface OrderService {
  /** Takes an order. Resolved means that the customer was told "accepted". */
  place(order: Order): Promise<void>
  /** Lets go of the broker. */
  close(): Promise<void>
}

/** Starts an order service. Resolves when it can take orders. */
export type OpenOrderService = (desk: OrderDesk) => Promise<OrderService>
