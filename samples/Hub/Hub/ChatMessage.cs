namespace Hub;

public sealed record ChatMessage(string From, string Text);
