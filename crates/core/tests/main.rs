//! Circles as alice, bob, carol and eve live them, and the frozen bytes of the record format.

#[path = "core/apart.rs"]
mod apart;
#[path = "core/bounds.rs"]
mod bounds;
#[path = "core/bundles.rs"]
mod bundles;
#[path = "core/cuts.rs"]
mod cuts;
#[path = "core/epochs.rs"]
mod epochs;
#[path = "core/frozen.rs"]
mod frozen;
#[path = "core/joining.rs"]
mod joining;
#[path = "core/members.rs"]
mod members;
#[path = "core/pairing.rs"]
mod pairing;
#[path = "core/private.rs"]
mod private;
#[path = "core/random.rs"]
mod random;
#[path = "core/reference.rs"]
mod reference;
#[path = "core/refused.rs"]
mod refused;
#[path = "core/settings.rs"]
mod settings;
#[path = "core/slips.rs"]
mod slips;
#[path = "core/uses.rs"]
mod uses;
#[path = "core/vectors.rs"]
mod vectors;
#[path = "core/world.rs"]
mod world;
