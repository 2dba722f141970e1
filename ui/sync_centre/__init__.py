"""The sync centre: what waits, what came, how old the knowledge is, and what to do when it stands still."""

from ui.sync_centre.bundle_actions import Brought, BundleActions, Courier
from ui.sync_centre.page import SyncCentrePage
from ui.sync_centre.steering import Machine, Steering

__all__ = ["Brought", "BundleActions", "Courier", "Machine", "Steering", "SyncCentrePage"]
