"""Who works at the counter: the window before all others."""

from ui.sign_in.window import SignInWindow

__all__ = ["SignInWindow"]
