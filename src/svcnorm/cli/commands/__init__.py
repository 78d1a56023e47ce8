"""What the commands are called with, for Typer; what they do lies beside, and is imported when one runs."""
