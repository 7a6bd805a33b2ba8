//! Two to four nodes on one machine, over real sockets: what a node may expect of the network.

mod gossip;
mod link;
mod reach;
mod relay;
mod world;
