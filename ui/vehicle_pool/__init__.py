"""The vehicle pool (F4): which cars are here, which are out, and the way out of the gate and back."""

from ui.vehicle_pool.page import VehiclePoolPage

__all__ = ["VehiclePoolPage"]
